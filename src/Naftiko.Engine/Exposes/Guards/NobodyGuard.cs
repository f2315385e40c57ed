namespace Naftiko.Engine.Exposes.Guards;

/// <summary>Lets nobody in: what the file asks for cannot be checked here, or a part of it has no value.</summary>
public sealed class NobodyGuard(string scheme) : Guard
{
    public override string Scheme => scheme;

    private protected override bool IsSame(Guard other) => false;
}
