using TranslationService.Engine.Benchmarks.Machine;

namespace TranslationService.Engine.Benchmarks.Tests.Machine;

public sealed class MachineDescriptionTests
{
    [Theory]
    [InlineData("AMD EPYC", "amd-epyc-2cpu")]
    [InlineData("Intel(R) Xeon(R) Platinum 8488C", "intel-r-xeon-r-platinum-8488c-2cpu")]
    public void A_machine_s_name_can_be_part_of_a_file_s(string processor, string expected) =>
        Assert.Equal(expected, new MachineDescription(processor, 2, [], 256, 1, "", "", "").Slug);

    [Fact]
    public void This_machine_says_what_it_is()
    {
        var machine = MachineDescription.Read();

        Assert.NotEmpty(machine.Processor);
        Assert.True(machine.Cores > 0);
        Assert.Matches(@"^\d+\.\d+\.\d+", machine.OnnxRuntime);
    }
}
