using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>What the method of a call, and the names of the operation and its caller, say about its effects (semantics, section 9).</summary>
internal static class CallEffects
{
    // First words of a name that say the call changes something, whatever its method says.
    private static readonly HashSet<string> Mutating = new(StringComparer.OrdinalIgnoreCase)
    {
        "add", "apply", "approve", "archive", "assign", "attach", "cancel", "clear", "close", "create", "deactivate", "delete", "destroy", "detach", "disable", "drop", "enable",
        "execute", "grant", "import", "insert", "invite", "invoke", "kill", "launch", "lock", "merge", "modify", "move", "patch", "post", "publish", "purge", "push", "put", "reboot",
        "register", "reject", "remove", "rename", "replace", "reset", "restart", "restore", "resume", "retry", "revoke", "rotate", "run", "save", "send", "set", "start", "stop",
        "submit", "suspend", "terminate", "transfer", "trigger", "unlock", "update", "upload", "upsert", "write",
    };

    /// <summary>Whether the call only reads: GET or HEAD, and nothing else says otherwise.</summary>
    public static bool IsReading(ConsumedOperation operation) =>
        operation.Spec.Method is "GET" or "HEAD" && operation.Query.Length == 0 && !IsMutating(operation.Spec.Name);

    /// <summary>The hints of a tool that makes the call.</summary>
    public static McpToolHints HintsOf(ConsumedOperation operation, string tool) => operation.Spec.Method switch
    {
        "GET" or "HEAD" => IsReading(operation) && !IsMutating(tool) ? new McpToolHints(ReadOnly: true, Idempotent: true) : new McpToolHints(),
        "PUT" => new McpToolHints(ReadOnly: false, Idempotent: true),
        "DELETE" => new McpToolHints(ReadOnly: false, Destructive: true, Idempotent: true),
        _ => new McpToolHints(ReadOnly: false),
    };

    private static bool IsMutating(string name)
    {
        // sendEmail, send-email and send_email all begin with the word "send".
        var end = 0;
        while (end < name.Length && char.IsLetter(name[end]) && (end == 0 || !char.IsUpper(name[end]) || char.IsUpper(name[end - 1])))
        {
            end++;
        }

        return Mutating.Contains(name[..end]);
    }
}
