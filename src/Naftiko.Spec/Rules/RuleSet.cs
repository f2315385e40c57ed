using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;

namespace Naftiko.Spec.Rules;

/// <summary>Every rule that a file is checked against once it is read. None of them keeps anything from running.</summary>
internal static class RuleSet
{
    private static readonly Action<CapabilityFile, DiagnosticBag>[] Rules =
    [
        NamespaceRules.AreUnique,
        NamespaceRules.AreThere,
        PathRules.BaseUriHasNoTrailingSlash,
        PathRules.ConsumedPathHasNoQuery,
        PathRules.ExposedPathHasNoTrailingSlash,
        PathRules.ExposedPathHasNoQuery,
        AddressRules.BaseUriIsNoExample,
        AddressRules.AddressIsNoExample,
        SemanticsRules.HintsAgree,
        SemanticsRules.MethodsAgree,
        AuthenticationRules.NoneOverStdio,
        AuthenticationRules.OAuth2IsHttps,
        AuthenticationRules.OAuth2HasScopes,
        DescriptionRules.HasTags,
        DescriptionRules.FlowsAreDescribed,
        DescriptionRules.ApisAreDescribed,
        DescriptionRules.ResourcesAreDescribed,
        DescriptionRules.OperationsAreDescribed,
        TextRules.HoldNoScript,
        StepRules.NamesCanBeReferredTo,
        StepRules.ScriptsAreComplete,
        ControlRules.IsAlone,
        ControlRules.IsOnLoopback,
        TunnelRules.IdentityIsABind,
        TunnelRules.IsNeeded,
    ];

    public static void Check(CapabilityFile file, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        foreach (var rule in Rules)
        {
            rule(file, found);
        }

        // What is imported is checked in its own file, once; that two parts do not go together is this file's business.
        diagnostics.AddRange(found.Where(d => d.Span.File == file.Path || d.Descriptor == AdviceDiagnostics.SharedNamespace));
    }
}
