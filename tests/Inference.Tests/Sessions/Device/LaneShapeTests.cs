using TranslationService.Inference.Sessions.Device;

namespace TranslationService.Inference.Tests.Sessions.Device;

public sealed class LaneShapeTests
{
    [Theory]
    [InlineData(1, 1, 16, 64)]
    [InlineData(16, 52, 16, 64)]
    [InlineData(17, 54, 32, 96)]
    [InlineData(3, 65, 32, 96)]
    [InlineData(512, 1000, 512, 1008)]
    [InlineData(513, 10, 1000, 1008)]
    public void Source_and_target_are_rounded_up_together(int source, int target, int expectedSource, int expectedCapacity) =>
        Assert.Equal(new LaneShape(4, expectedSource, expectedCapacity), LaneShape.For(4, source, target, maxPositions: 1000));

    [Fact]
    public void Everything_up_to_the_models_positions_fits_into_few_shapes()
    {
        foreach (var maxPositions in new[] { 8, 16, 99, 128, 260, 1024 })
        {
            var shapes = new HashSet<LaneShape>();
            for (var source = 1; source <= maxPositions; source++)
            {
                for (var target = 1; target <= maxPositions; target++)
                {
                    var shape = LaneShape.For(1, source, target, maxPositions);
                    Assert.InRange(source, 1, shape.SourceTokens);
                    Assert.InRange(target, 1, shape.Capacity);
                    Assert.InRange(shape.SourceTokens, 1, maxPositions);
                    Assert.Equal(0, shape.Capacity % LaneShape.BlockTokens);
                    shapes.Add(shape);
                }
            }

            Assert.InRange(shapes.Count, 1, 8);
        }
    }
}
