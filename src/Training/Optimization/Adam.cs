using TorchSharp.Modules;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Training.Configuration;
using static TorchSharp.torch;

namespace TranslationService.Training.Optimization;

/// <summary>
/// Adam (arXiv 1412.6980) with weight decay taken from the weights themselves, as fairseq's Adam does. Its whole state is the two moments of
/// each weight and the number of the step, so a checkpoint restores it exactly.
/// </summary>
internal sealed class Adam : IDisposable
{
    private readonly OptimizerSection _options;
    private readonly List<(string Name, Parameter Weight, Tensor First, Tensor Second)> _moments;

    public Adam(IEnumerable<(string Name, Parameter Weight)> weights, OptimizerSection options)
    {
        _options = options;
        _moments = [.. weights.Select(w => (w.Name, w.Weight, zeros_like(w.Weight), zeros_like(w.Weight)))];
    }

    /// <summary>The name of a weight's first moment in <c>optimizer.safetensors</c>.</summary>
    public static string FirstMomentName(string weight) => $"first_moment.{weight}";

    /// <summary>The name of a weight's second moment.</summary>
    public static string SecondMomentName(string weight) => $"second_moment.{weight}";

    /// <summary>Moves every weight by its gradient.</summary>
    /// <param name="step">From 1: the age of the moments.</param>
    /// <param name="rate">The learning rate.</param>
    public void Step(long step, double rate)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var (beta1, beta2) = (_options.Beta1, _options.Beta2);
        var stepSize = rate / (1 - Math.Pow(beta1, step));
        var secondCorrection = Math.Sqrt(1 - Math.Pow(beta2, step));
        foreach (var (_, weight, first, second) in _moments)
        {
            var gradient = weight.grad;
            if (gradient is null)
            {
                continue; // no sentence of the step reached it
            }

            first.mul_(beta1).add_(gradient, alpha: 1 - beta1);
            second.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
            var denominator = second.sqrt().div_(secondCorrection).add_(_options.Epsilon);
            if (_options.WeightDecay > 0)
            {
                weight.mul_(1 - (rate * _options.WeightDecay));
            }

            weight.addcdiv_(first, denominator, -stepSize);
        }
    }

    /// <summary>Copies of the moments, for a checkpoint.</summary>
    public IReadOnlyList<NamedTensor> Read() =>
    [
        .. _moments.SelectMany(m => new[]
        {
            new NamedTensor(FirstMomentName(m.Name), Shape(m.First), m.First.data<float>().ToArray()),
            new NamedTensor(SecondMomentName(m.Name), Shape(m.Second), m.Second.data<float>().ToArray()),
        }),
    ];

    /// <summary>Takes the moments from a checkpoint.</summary>
    public void Write(Func<string, NamedTensor> moments)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, _, first, second) in _moments)
        {
            first.copy_(tensor(moments(FirstMomentName(name)).Values, first.shape));
            second.copy_(tensor(moments(SecondMomentName(name)).Values, second.shape));
        }
    }

    public void Dispose()
    {
        foreach (var (_, _, first, second) in _moments)
        {
            first.Dispose();
            second.Dispose();
        }
    }

    private static int[] Shape(Tensor t) => [.. t.shape.Select(s => (int)s)];
}
