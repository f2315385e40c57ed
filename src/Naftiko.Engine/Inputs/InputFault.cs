namespace Naftiko.Engine.Inputs;

/// <summary>What is wrong with one input.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Detail">What is wrong, as a sentence without a full stop, for example "must be an integer".</param>
public sealed record InputFault(string Name, string Detail);
