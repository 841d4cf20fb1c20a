/**
 * The constants of PyTorch's optimisers, said once: the float64 trainers and the kernel's assembly both import them.
 * Plain number literals only, so that AssemblyScript compiles this file as it stands.
 */

/** torch.optim.Adam: decay of the first moment */
export const adamBeta1 = 0.9;
/** torch.optim.Adam: decay of the second moment */
export const adamBeta2 = 0.999;
/** torch.optim.Adam: added to the root of the corrected second moment */
export const adamEpsilon = 1e-8;
/** torch.nn.utils.clip_grad_norm_: added to the norm before the greatest norm is divided by it */
export const clipEpsilon = 1e-6;
