using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>A sentence's place in a lane: B rows of its cache and one copy of its source.</summary>
internal sealed class LaneSlot(RunningSentence sentence, Lane lane)
{
    public RunningSentence Sentence { get; } = sentence;

    public Lane Lane { get; } = lane;

    /// <summary>Which row each hypothesis stands in.</summary>
    public RowAssignment Rows { get; } = new(sentence.Search.BeamSize);

    /// <summary>The slot's number in the lane; it changes when the lane closes its ranks.</summary>
    public int Index { get; set; }

    /// <summary>Whether the sentence takes part in the step that runs.</summary>
    public bool IsStepping { get; set; }

    /// <summary>Where its rows stood in the last step.</summary>
    public StepWindow? Window { get; set; }

    /// <summary>Its first row in <see cref="Window"/>.</summary>
    public int FirstRow { get; set; }

    public int SourceTokens => Sentence.Job.SourceTokens;

    /// <summary>Where a step writes: the next token's position, or the last one that there is room for.</summary>
    public int Position => Math.Min(Sentence.Search.Length, Sentence.Search.MaxTargetTokens - 1);
}
