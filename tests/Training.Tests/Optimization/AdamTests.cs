using TorchSharp.Modules;
using TranslationService.Training.Configuration;
using static TorchSharp.torch;
using Adam = TranslationService.Training.Optimization.Adam;

namespace TranslationService.Training.Tests.Optimization;

public sealed class AdamTests
{
    private static readonly OptimizerSection Options = new() { Beta1 = 0.9, Beta2 = 0.98, Epsilon = 1e-8, WeightDecay = 0.1 };

    [Fact]
    public void Three_steps_are_those_of_the_definition()
    {
        double[] gradients = [0.5, -1.0, 0.25];
        const double Rate = 0.01;
        var (w, m, v) = (2.0, 0.0, 0.0);
        using var weight = new Parameter(tensor(new[] { 2f }));
        using var adam = new Adam([("w", weight)], Options);

        for (var step = 1; step <= gradients.Length; step++)
        {
            var g = gradients[step - 1];
            m = (0.9 * m) + (0.1 * g);
            v = (0.98 * v) + (0.02 * g * g);
            w -= Rate * 0.1 * w;
            w -= Rate * (m / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.98, step))) + 1e-8);

            weight.grad = tensor(new[] { (float)g });
            adam.Step(step, Rate);
            Assert.Equal(w, weight.item<float>(), 1e-6);
        }
    }

    [Fact]
    public void Its_moments_restored_it_goes_on_bit_for_bit()
    {
        using var first = new Parameter(tensor(new[] { 2f, -3f }));
        using var adam = new Adam([("w", first)], Options);
        first.grad = tensor(new[] { 0.3f, 0.7f });
        adam.Step(1, 0.01);
        using var second = new Parameter(first.detach().clone());
        using var restored = new Adam([("w", second)], Options);
        restored.Write(name => adam.Read().Single(t => t.Name == name));

        first.grad = tensor(new[] { -0.1f, 0.2f });
        second.grad = tensor(new[] { -0.1f, 0.2f });
        adam.Step(2, 0.01);
        restored.Step(2, 0.01);

        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
    }
}
