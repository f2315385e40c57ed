namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>The kinds of tokens: names with their dots, numbers, strings, single characters.</summary>
internal enum ProtoTokenKind
{
    End,
    Word,
    Number,
    Text,
    Symbol,
}
