using System.Globalization;
using Naftiko.Comparison;

var ports = args.Skip(1).Where(a => int.TryParse(a, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
await (args.FirstOrDefault() switch
{
    "upstream" => Upstream.RunAsync(ports[0]),
    "hand" => HandWritten.RunAsync(ports[0], ports[1]),
    "ours" => Ours.RunAsync(ports[0], ports[1], ports[2]),
    _ => throw new ArgumentException("upstream PORT | hand PORT UPSTREAM | ours PORT UPSTREAM SIDE"),
});
