namespace TranslationService.Inference.Kernels;

/// <summary>The computation of a node, with its attributes. Several threads may be in it at a time.</summary>
internal interface IKernel
{
    /// <summary>Computes the node's outputs from its inputs, without allocating managed memory.</summary>
    /// <exception cref="OperatorException">The inputs do not fit together.</exception>
    void Compute(KernelContext context);
}
