namespace TranslationService.Export.Verification;

/// <summary>How a package's graphs compare with what TorchSharp said about the checkpoint's probes.</summary>
internal sealed record ProbeReport
{
    /// <summary>The probes.</summary>
    public required int Probes { get; init; }

    /// <summary>The largest difference of a logit along the forced targets.</summary>
    public required float LargestLogitsDifference { get; init; }

    /// <summary>Greedy searches.</summary>
    public required SearchAgreement Greedy { get; init; }

    /// <summary>Beam searches, every hypothesis compared.</summary>
    public required SearchAgreement Beam { get; init; }
}
