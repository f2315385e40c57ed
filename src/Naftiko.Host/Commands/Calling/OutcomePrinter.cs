using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Flows;

namespace Naftiko.Host.Commands.Calling;

/// <summary>Prints what came of a call: answers as they are, JSON indented for people; failures on stderr.</summary>
internal sealed class OutcomePrinter(CommandOutput output, Redactor redactor)
{
    private const int MostErrorText = 4096;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>False when the answer broke off, after stderr was told why.</summary>
    public async Task<bool> PrintAsync(Answer answer, CancellationToken cancellationToken)
    {
        await using var bytes = output.OpenBytes();
        if (output.IsTerminal && answer.Kind == AnswerKind.Binary)
        {
            await output.Error.WriteLineAsync($"{answer.Body.Length} bytes of {answer.ContentType ?? "an unknown type"}; send the output to a file to keep them");
            return true;
        }

        if (output.IsTerminal && answer.Kind == AnswerKind.Json)
        {
            WriteIndented(bytes, answer.Body);
        }
        else
        {
            await bytes.WriteAsync(answer.Body, cancellationToken);
        }

        if (answer.Kind == AnswerKind.Stream && await CopyRestAsync(answer, bytes) is { } failure)
        {
            Print(failure);
            return false;
        }

        if (output.IsTerminal)
        {
            bytes.WriteByte((byte)'\n');
        }

        return true;
    }

    public void Print(Failure failure)
    {
        var error = output.Error;
        var step = failure.Step is { } name ? $"step '{name}': " : "";
        if (failure.Faults.Count == 0)
        {
            error.WriteLine($"error: {step}{redactor.Redact(failure.Detail)}");
        }
        else
        {
            error.WriteLine($"error: {step}the inputs are not right");
            foreach (var fault in failure.Faults)
            {
                error.WriteLine($"  {fault.Name}: {fault.Detail}");
            }
        }

        if (!failure.UpstreamBody.IsEmpty)
        {
            var text = Encoding.UTF8.GetString(redactor.Redact(failure.UpstreamBody).Span);
            error.WriteLine(text.Length > MostErrorText ? text[..MostErrorText] : text);
        }
    }

    private static async ValueTask<Failure?> CopyRestAsync(Answer answer, Stream bytes)
    {
        var writer = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        var failure = await answer.CopyRestToAsync(writer);
        await writer.CompleteAsync();
        return failure;
    }

    private static void WriteIndented(Stream bytes, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        using var writer = new Utf8JsonWriter(bytes, Indented);
        document.RootElement.WriteTo(writer);
    }
}
