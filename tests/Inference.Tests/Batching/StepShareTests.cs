using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Tests.Batching;

public sealed class StepShareTests
{
    [Fact]
    public void A_request_that_is_alone_has_the_whole_step()
    {
        var text = Sentences(new RequestFlow(), 30);

        Assert.Same(text, Share(text));
    }

    [Fact]
    public void A_long_text_has_no_more_rows_than_all_others_and_its_oldest_sentences_go_on()
    {
        var text = Sentences(new RequestFlow(), 25);
        List<RunningSentence> others = [.. Enumerable.Range(0, 5).SelectMany(_ => Sentences(new RequestFlow(), 1))];

        var chosen = Share([.. text[..10], .. others, .. text[10..]]);

        Assert.Equal([.. text[..5], .. others], chosen);
    }

    [Fact]
    public void Beside_one_small_request_it_has_a_few_rows_still()
    {
        var text = Sentences(new RequestFlow(), 25);
        var small = Sentences(new RequestFlow(), 1);

        Assert.Equal([.. text[..2], .. small], Share([.. text, .. small]));
    }

    [Fact]
    public void A_beam_wider_than_its_share_goes_on()
    {
        List<RunningSentence> wide = [.. Sentences(new RequestFlow(), 1, beam: 32)];
        var small = Sentences(new RequestFlow(), 1, beam: 1);

        Assert.Equal([.. small, .. wide], Share([.. small, .. wide]));
    }

    [Fact]
    public void No_request_ever_has_more_than_half_of_a_step_unless_by_one_sentence_or_a_few_rows()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var flows = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new RequestFlow()).ToArray();
            List<RunningSentence> running = [.. Enumerable.Range(0, random.Next(1, 60)).SelectMany(_ => Sentences(flows[random.Next(random.Next(flows.Length) + 1)], 1, random.Next(1, 9)))];

            var chosen = Share(running);

            var rows = chosen.GroupBy(s => s.Job.Flow!).ToDictionary(group => group.Key, group => group.Sum(s => s.Job.BeamSize));
            Assert.Equal(running.Select(s => s.Job.Flow!).Distinct().Count(), rows.Count);
            Assert.All(rows, own => Assert.True(rows.Count == 1 || own.Value < Math.Max(rows.Values.Sum() - own.Value, StepShare.LeastRows) + 8));
            Assert.Equal(chosen, running.Where(chosen.Contains));
        }
    }

    private static List<RunningSentence> Share(List<RunningSentence> running) => StepShare.Of(running, []);

    private static List<RunningSentence> Sentences(RequestFlow flow, int count, int beam = 4) =>
        [.. Enumerable.Range(0, count).Select(_ => new RunningSentence(Jobs.Of(10, beam)) { Job = { Flow = flow } })];
}
