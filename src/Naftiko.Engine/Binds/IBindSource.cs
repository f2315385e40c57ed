namespace Naftiko.Engine.Binds;

/// <summary>Where values of binds come from: the environment, a file, one day a vault.</summary>
public interface IBindSource
{
    /// <summary>What it is, for messages: "the environment", "secrets.yaml".</summary>
    string Name { get; }

    BindLookup Find(string key);
}
