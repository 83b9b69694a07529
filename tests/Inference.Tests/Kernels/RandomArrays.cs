namespace TranslationService.Inference.Tests.Kernels;

internal static class RandomArrays
{
    /// <summary>Numbers in −range … range.</summary>
    public static float[] Floats(this Random random, long count, float range = 2)
    {
        var numbers = new float[count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = ((random.NextSingle() * 2) - 1) * range;
        }

        return numbers;
    }
}
