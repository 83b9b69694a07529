using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>
/// The decoder step of some slots of a lane, S of them side by side: bound once, since neither shapes nor addresses change. What a step reads is written on
/// the host and sent, what it chose comes back to the host; everything else stays on the device.
/// </summary>
internal sealed class StepWindow : IDisposable
{
    private readonly DeviceContext _context;
    private readonly LaneMemory _memory;
    private readonly int _firstSlot;
    private readonly int _rows;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options;
    private readonly Exchange _input;
    private readonly Exchange _output;
    private readonly StepNumbers _numbers;
    private readonly SourceMask _mask;

    public StepWindow(DeviceContext context, LaneMemory memory, int firstSlot, int slots)
    {
        _context = context;
        _memory = memory;
        _firstSlot = firstSlot;
        Slots = slots;
        _rows = slots * memory.Shape.BeamSize;
        Candidates = Math.Min((2 * memory.Shape.BeamSize) + 1, context.Architecture.VocabularySize);
        try
        {
            _input = new Exchange(context, longs: 2 * _rows, integers: _rows, values: slots * memory.Shape.SourceTokens, singles: 1);
            _output = new Exchange(context, longs: _rows * Candidates, integers: 1, values: 1, singles: _rows * (Candidates + 1));
            _mask = new SourceMask(_input.Values, context.FloatType, memory.Shape.SourceTokens);
            _options = context.StepOptions();
            _binding = context.Sessions.DecoderStep.CreateIoBinding();

            // Always the capacity, so that nothing a captured step has seen ever changes: each row's own length decides what it reads.
            _numbers = new StepNumbers(memory.Shape.Capacity, Candidates);
            BindInputs();
            BindOutputs();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>S.</summary>
    public int Slots { get; }

    /// <summary>K, the candidates of a row: one more than a search needs, because an end that may not come yet may be among them.</summary>
    public int Candidates { get; }

    /// <summary>Says what a row feeds into the next step.</summary>
    /// <param name="row">0 … S × B − 1.</param>
    /// <param name="tokenId">Its last token.</param>
    /// <param name="position">That token's position: as many tokens stand in the row's cache, and the step writes the next one there.</param>
    public void SetRow(int row, int tokenId, int position)
    {
        _input.Longs[row] = tokenId;
        _input.Longs[_rows + row] = position;
        _input.Integers[row] = position;
    }

    /// <summary>Says how long a slot's source is.</summary>
    public void SetSource(int slot, int sourceTokens) => _mask.Set(slot, sourceTokens);

    /// <summary>One step of all rows. It may be run again: it writes the same into the same places.</summary>
    public void Run()
    {
        _context.BeforeStep(_rows);
        _input.ToDevice();
        _context.Sessions.DecoderStep.RunWithBinding(_context.OptionsNow(_options), _binding);
        _binding.SynchronizeBoundOutputs();
        _output.ToHost();
    }

    /// <summary>What the last step chose for a row.</summary>
    public RowCandidates CandidatesOf(int row)
    {
        var range = (row * Candidates)..((row + 1) * Candidates);
        return new RowCandidates(_output.Singles[range], _output.Longs[range], _output.Singles[(_rows * Candidates) + row]);
    }

    public void Dispose()
    {
        // Some are missing where the constructor found no memory.
        _binding?.Dispose();
        _options?.Dispose();
        _input?.Dispose();
        _output?.Dispose();
        _numbers?.Dispose();
    }

    private void BindInputs()
    {
        BindInput(GraphNames.TokenIds, _input.LongsOnDevice.View(0, _rows));
        BindInput(GraphNames.Positions, _input.LongsOnDevice.View(_rows, _rows));
        BindInput(GraphNames.PastLengths, _input.IntegersOnDevice.View(0, _rows));
        BindInput(GraphNames.SourceMask, _input.ValuesOnDevice.View(0, Slots, 1, 1, _memory.Shape.SourceTokens));
        for (var layer = 0; layer < _context.Architecture.DecoderLayers; layer++)
        {
            BindInput(GraphNames.CrossKey(layer), _memory.Cross(2 * layer, _firstSlot, Slots));
            BindInput(GraphNames.CrossValue(layer), _memory.Cross((2 * layer) + 1, _firstSlot, Slots));
            BindInput(GraphNames.PastKey(layer), _memory.Self(2 * layer, _firstSlot, Slots));
            BindInput(GraphNames.PastValue(layer), _memory.Self((2 * layer) + 1, _firstSlot, Slots));
        }

        BindInput(GraphNames.TotalLength, _numbers.TotalLength());
        BindInput(DeviceGraphNames.CandidateCount, _numbers.CandidateCount());
    }

    private void BindOutputs()
    {
        BindOutput(DeviceGraphNames.CandidateLogProbabilities, _output.SinglesOnDevice.View(0, _rows, Candidates));
        BindOutput(DeviceGraphNames.EndLogProbability, _output.SinglesOnDevice.View((long)_rows * Candidates, _rows));
        BindOutput(DeviceGraphNames.CandidateTokens, _output.LongsOnDevice.View(0, _rows, Candidates));
        for (var layer = 0; layer < _context.Architecture.DecoderLayers; layer++)
        {
            BindOutput(GraphNames.PresentKey(layer), _memory.Self(2 * layer, _firstSlot, Slots));
            BindOutput(GraphNames.PresentValue(layer), _memory.Self((2 * layer) + 1, _firstSlot, Slots));
        }
    }

    private void BindInput(string name, OrtValue value)
    {
        using (value)
        {
            _binding.BindInput(name, value);
        }
    }

    private void BindOutput(string name, OrtValue value)
    {
        using (value)
        {
            _binding.BindOutput(name, value);
        }
    }
}
