using System.Globalization;
using Naftiko.Comparison;
using Naftiko.Comparison.Scale;
using Naftiko.Comparison.Start;

var ports = args.Skip(1).Where(a => int.TryParse(a, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
switch (args.FirstOrDefault() ?? "compare")
{
    case "upstream":
        await Upstream.RunAsync(ports[0]);
        return 0;
    case "hand":
        await HandWritten.RunAsync(ports[0], ports[1]);
        return 0;
    case "ours":
        await Ours.RunAsync(ports[0], ports[1], ports[2]);
        return 0;
    case "compare":
        return await Comparison.RunAsync(ports.FirstOrDefault(15));
    case "guard":
        return await Guard.RunAsync(ports.FirstOrDefault(5));
    case "scale":
        return await ScaleRun.RunAsync(args.Skip(1).FirstOrDefault(a => !int.TryParse(a, out _)), ports.FirstOrDefault(15));
    case "start":
        return await StartRun.RunAsync(args.Skip(1).FirstOrDefault(a => !int.TryParse(a, out _)), ports.FirstOrDefault(15));
    default:
        await Console.Error.WriteLineAsync("compare [ROUNDS] | guard [ROUNDS] | scale [FOLDER] [ROUNDS] | start [PROGRAM] [ROUNDS]; all but start need wrk");
        return 2;
}
