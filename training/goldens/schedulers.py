"""Writes what the schedulers of diffusers make of a small deterministic model, for the tests of
workers/diffusion/schedulers: one file per class, one denoising loop per case, over the options that the class has.

    training/.venv/bin/python training/goldens/schedulers.py

Beta sigmas and the LMS coefficients of diffusers need scipy as well, which nothing else here does. The figures of
`upstream-loops.json`, `sd15-alphas.json` and `sd15-timesteps-sigmas.json` come from elsewhere and stay as they are.
"""

import inspect
import itertools
import json
import logging
import math
import warnings
from pathlib import Path

import diffusers
import numpy
import scipy.stats
import torch
from diffusers.utils import logging as diffusers_logging

OUTPUT = Path(__file__).parents[2] / "workers/diffusion/schedulers/goldens"
SHAPE = (2, 3, 2, 3)
COUNT = math.prod(SHAPE)

STABLE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
COSINE = {"beta_schedule": "squaredcos_cap_v2"}
LINEAR = {"beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear"}
SCHEDULES = [STABLE, COSINE, LINEAR]
SPACINGS = [
    {"timestep_spacing": "linspace"},
    {"timestep_spacing": "leading", "steps_offset": 1},
    {"timestep_spacing": "trailing"},
]
KARRAS, EXPONENTIAL, BETA = ({f"use_{name}_sigmas": True} for name in ("karras", "exponential", "beta"))
SIGMAS = [{}, KARRAS, EXPONENTIAL, BETA]
EPSILON, SAMPLE, VELOCITY = ({"prediction_type": name} for name in ("epsilon", "sample", "v_prediction"))
PREDICTIONS = [EPSILON, SAMPLE, VELOCITY]
THRESHOLD = {"thresholding": True, "dynamic_thresholding_ratio": 0.9, "sample_max_value": 1.5}
CLIP = {"clip_sample": True, "clip_sample_range": 0.7}
ZERO_SNR = {"rescale_betas_zero_snr": True}
TRAINED = {"trained_betas": [round(0.001 + 0.0004 * i, 7) for i in range(40)], "num_train_timesteps": 40}
FLOW = {"use_flow_sigmas": True, "prediction_type": "flow_prediction", "flow_shift": 3.0}


def product(*axes):
    """Every combination of one dictionary from each axis, merged."""
    return [dict(itertools.chain.from_iterable(one.items() for one in chosen)) for chosen in itertools.product(*axes)]


def each(name, *values):
    return [{name: value} for value in values]


def case(config, steps=6, **extra):
    return {"config": config, "steps": steps, **extra}


def middle(*configs):
    """Image-to-image: noise is added to a picture and the loop begins at a later step, with set_begin_index or not."""
    for config, begin, told in itertools.product(configs, (1, 3), (True, False)):
        yield case(config, 6, begin=begin, set_begin_index=told)


def alpha_cases():
    """What DDIM and DDPM share."""
    yield from map(case, product(SCHEDULES, SPACINGS, PREDICTIONS))
    yield from map(case, product([STABLE], PREDICTIONS, [CLIP, THRESHOLD]))
    yield from map(case, product([STABLE, LINEAR], SPACINGS, [SAMPLE, VELOCITY], [ZERO_SNR]))
    yield from (case({**STABLE, "clip_sample": False}, steps) for steps in (1, 2, 3, 7, 13, 30))
    yield from (case({**STABLE, "clip_sample": False, "timestep_spacing": "trailing"}, steps) for steps in (1, 7, 13, 30))
    yield case(TRAINED)
    yield from middle({**STABLE, "clip_sample": False, "steps_offset": 1}, {**LINEAR, **VELOCITY})


def ddim():
    yield from alpha_cases()
    plain = {**STABLE, "clip_sample": False, "steps_offset": 1}
    yield case({**plain, "set_alpha_to_one": False})
    for config, eta, clipped in itertools.product(
        ({**STABLE, **CLIP}, {**plain, **VELOCITY, "set_alpha_to_one": False}, {**plain, **SAMPLE}),
        (0.0, 0.4, 1.0),
        (False, True),
    ):
        yield case(config, step={"eta": eta, "use_clipped_model_output": clipped})
    yield from (case(one["config"], 6, step={"eta": 0.5}, **rest(one)) for one in middle(plain))


def ddpm():
    yield from alpha_cases()
    for kind, one in itertools.product(("fixed_small", "fixed_small_log", "fixed_large"), (STABLE, COSINE)):
        yield case({**one, "variance_type": kind})
    for kind, prediction in itertools.product(("learned", "learned_range"), PREDICTIONS):
        yield case({**STABLE, "variance_type": kind, **prediction}, learned=True)
    yield case({**LINEAR, "beta_schedule": "sigmoid"})
    yield case({**STABLE}, None, set_timesteps={"timesteps": [950, 700, 401, 133, 20]})


def pndm():
    # With a cosine schedule every figure of a step from the last timesteps is lost to rounding.
    usable = [*product([STABLE, LINEAR], SPACINGS), COSINE | SPACINGS[1]]
    yield from map(case, product(usable, [EPSILON, VELOCITY], each("skip_prk_steps", True, False)))
    for steps, skip in itertools.product((1, 2, 3, 4, 5, 9, 20), (True, False)):
        if skip or steps > 3:
            yield case({**STABLE, "skip_prk_steps": skip, "set_alpha_to_one": True, "steps_offset": 1}, steps)
    yield case({**TRAINED, "skip_prk_steps": True})
    for one in middle({**STABLE, "skip_prk_steps": True, "steps_offset": 1}):
        if not one["set_begin_index"]:
            yield one


def edm_cases(predictions, sigmas=SIGMAS):
    """What the schedulers after Karras et al. share."""
    yield from map(case, product([STABLE], SPACINGS, predictions, sigmas))
    yield from map(case, product([COSINE, LINEAR], sigmas))
    yield from (case({**STABLE, **one}, steps) for steps in (1, 2, 11) for one in (SPACINGS[1], SPACINGS[2]))
    yield case({**TRAINED, **SPACINGS[2]})
    yield from middle(STABLE, {**LINEAR, **SPACINGS[1], **VELOCITY}, *({**STABLE, **one} for one in sigmas[1:]))


def lms():
    yield from edm_cases(PREDICTIONS)
    yield from (case(STABLE, 8, step={"order": order}) for order in (1, 2, 3, 4, 5))


def euler():
    yield from edm_cases(PREDICTIONS)
    yield from map(case, product([STABLE], SIGMAS, each("final_sigmas_type", "sigma_min")))
    yield from map(case, product([STABLE], SIGMAS, each("interpolation_type", "log_linear"), [EPSILON, VELOCITY]))
    yield from map(case, product([STABLE], SIGMAS, [{"timestep_type": "continuous", **VELOCITY}]))
    yield from map(case, product([STABLE], SIGMAS[1:], [{"sigma_min": 0.1, "sigma_max": 9.0}]))
    yield from map(case, product([STABLE], SPACINGS, [VELOCITY, SAMPLE], [ZERO_SNR]))
    churn = {"s_churn": 1.5, "s_tmin": 0.3, "s_tmax": 5.0, "s_noise": 1.01}
    for prediction, step in itertools.product(PREDICTIONS, ({"s_churn": 0.8}, {"s_churn": 40.0}, churn)):
        yield case({**STABLE, **prediction}, step=step)
    yield case(STABLE, None, set_timesteps={"timesteps": [950, 700, 401.5, 133, 20]})
    yield case(STABLE, None, set_timesteps={"sigmas": [12.0, 6.0, 2.5, 1.0, 0.2, 0.0]})
    yield case({**STABLE, **KARRAS}, None, set_timesteps={"sigmas": [12.0, 6.0, 2.5, 1.0, 0.2, 0.0]})


def euler_ancestral():
    yield from edm_cases([EPSILON, VELOCITY], [{}])
    yield from map(case, product([COSINE | SPACINGS[1], *product([LINEAR], SPACINGS)], [EPSILON, VELOCITY]))
    yield from map(case, product([STABLE], SPACINGS, [VELOCITY], [ZERO_SNR]))


def heun():
    yield from edm_cases(PREDICTIONS)
    yield from map(case, product([STABLE], PREDICTIONS, SIGMAS[:2], [CLIP]))
    yield case({**STABLE, "beta_schedule": "exp"})
    yield case(STABLE, None, set_timesteps={"timesteps": [950, 700, 401, 133, 20]})


def solver_cases(sigmas):
    """What the two DPM-Solvers and UniPC share."""
    for one in product([COSINE, LINEAR], sigmas, each("final_sigmas_type", "zero", "sigma_min")):
        # Whole timesteps come twice here, and without an index the loop would begin at the second of them.
        yield case(one, set_begin_index=True)
    yield from map(case, product([STABLE], PREDICTIONS, each("solver_order", 2, 3), [THRESHOLD]))
    yield from map(case, product([STABLE], [EPSILON, VELOCITY], each("solver_order", 2, 3), [FLOW | VELOCITY]))
    yield case({**FLOW, "final_sigmas_type": "zero"})
    yield case({**FLOW, "final_sigmas_type": "sigma_min"})
    yield case({**FLOW, "use_dynamic_shifting": True}, set_timesteps={"mu": 0.8})
    yield case(TRAINED)
    yield from middle(STABLE, {**STABLE, "solver_order": 3, **VELOCITY}, {**STABLE, **KARRAS}, {**STABLE, **BETA}, FLOW)


def multistep():
    spaced = product(SPACINGS, [*SIGMAS, {"use_lu_lambdas": True}], PREDICTIONS)
    yield from map(case, product([STABLE], spaced))
    yield from solver_cases([*SIGMAS, {"use_lu_lambdas": True}])
    algorithms = each("algorithm_type", "dpmsolver++", "sde-dpmsolver++", "dpmsolver", "sde-dpmsolver")
    solvers = product(algorithms, each("solver_type", "midpoint", "heun"), each("solver_order", 1, 2, 3), PREDICTIONS)
    for one in solvers:
        if one["algorithm_type"] != "sde-dpmsolver" or one["solver_order"] < 3:
            yield case({**STABLE, **one, "final_sigmas_type": "sigma_min"})
    for one in product([STABLE], algorithms[2:], PREDICTIONS, [THRESHOLD | {"final_sigmas_type": "sigma_min"}]):
        yield case(one)
    ends = product(each("lower_order_final", True, False), each("euler_at_final", True, False))
    for end, final, order, steps in itertools.product(ends, ("zero", "sigma_min"), (2, 3), (5, 16)):
        yield case({**STABLE, **end, "final_sigmas_type": final, "solver_order": order}, steps)
    yield from (case({**STABLE, "algorithm_type": "sde-dpmsolver++", **one}, 8) for one in (*SIGMAS, *SPACINGS))
    yield from (case({**STABLE, "algorithm_type": "sde-dpmsolver++", "euler_at_final": True}, steps) for steps in (8, 16))
    yield from map(case, product([COSINE], SPACINGS, each("lambda_min_clipped", -5.1, -2.0)))
    yield from map(case, product([STABLE], SPACINGS, [VELOCITY, SAMPLE], [ZERO_SNR]))
    yield case({**STABLE, "variance_type": "learned_range"}, learned=True)
    yield case({**STABLE, "variance_type": "learned", "algorithm_type": "dpmsolver", "final_sigmas_type": "sigma_min"}, learned=True)
    yield from (case(STABLE, steps) for steps in (1, 2, 3, 4))
    yield case({**STABLE, "algorithm_type": "deis", "solver_type": "logrho", "final_sigmas_type": "sigma_min"})
    yield case(STABLE, None, set_timesteps={"timesteps": [950, 700, 401, 133, 20]})
    yield from middle({**STABLE, "algorithm_type": "sde-dpmsolver++"}, {**STABLE, "use_lu_lambdas": True})


def singlestep():
    yield from map(case, product([STABLE], SIGMAS, PREDICTIONS))
    yield from solver_cases(SIGMAS)
    algorithms = each("algorithm_type", "dpmsolver++", "sde-dpmsolver++", "dpmsolver")
    solvers = product(algorithms, each("solver_type", "midpoint", "heun"), each("solver_order", 1, 2, 3), PREDICTIONS)
    yield from (case({**STABLE, **one, "final_sigmas_type": "sigma_min"}, 7) for one in solvers)
    for order, lower, final, steps in itertools.product((1, 2, 3), (True, False), ("zero", "sigma_min"), (6, 7, 8)):
        yield case({**STABLE, "solver_order": order, "lower_order_final": lower, "final_sigmas_type": final}, steps)
    yield from (case({**STABLE, "algorithm_type": "sde-dpmsolver++", **one}, 8) for one in SIGMAS)
    yield from map(case, product([COSINE], each("lambda_min_clipped", -5.1, -2.0)))
    yield case({**STABLE, "variance_type": "learned_range"}, learned=True)
    yield from (case(STABLE, steps) for steps in (1, 2, 3, 4))
    yield case(STABLE, None, set_timesteps={"timesteps": [950, 700, 401, 133, 20]})


def unipc():
    yield from map(case, product([STABLE], SPACINGS, SIGMAS, PREDICTIONS))
    yield from solver_cases(SIGMAS)
    solvers = product(each("solver_order", 1, 2, 3), each("solver_type", "bh1", "bh2"), each("predict_x0", True, False))
    yield from (case({**STABLE, **one, "final_sigmas_type": "sigma_min"}, 7) for one in product(solvers, PREDICTIONS))
    for order, lower, steps in itertools.product((1, 2, 3, 4), (True, False), (5, 16)):
        yield case({**STABLE, "solver_order": order, "lower_order_final": lower, "final_sigmas_type": "sigma_min"}, steps)
    yield from (case({**STABLE, "solver_order": 3, "disable_corrector": list(one)}, 7) for one in ((0,), (0, 2, 4), range(7)))
    yield from map(case, product([STABLE], SPACINGS, [VELOCITY, SAMPLE], [ZERO_SNR]))
    yield from (case(STABLE, steps) for steps in (1, 2, 3, 4))
    yield case({**STABLE, "solver_type": "heun"})


def consistency_cases():
    """What LCM and TCD share."""
    yield from (case(one, steps) for one in product([STABLE], PREDICTIONS) for steps in (1, 2, 4, 8))
    yield from map(case, product(SCHEDULES, [EPSILON, VELOCITY]))
    yield from map(case, product([STABLE], [SAMPLE, VELOCITY], [ZERO_SNR]))
    yield case({**STABLE, "set_alpha_to_one": False})
    yield case({**STABLE, "original_inference_steps": 100}, 7)
    for options in (
        {"original_inference_steps": 30},
        {"strength": 0.6},
        {"original_inference_steps": 40, "strength": 0.45},
    ):
        yield case(STABLE, 4, set_timesteps=options)
    yield case(STABLE, None, set_timesteps={"timesteps": [999, 759, 499, 19]})
    yield case(STABLE, None, set_timesteps={"timesteps": [999, 759, 499, 19], "strength": 0.7})
    yield from middle(STABLE, {**STABLE, **VELOCITY})


def lcm():
    yield from consistency_cases()
    yield from map(case, product([STABLE], PREDICTIONS, [CLIP, THRESHOLD]))
    yield from map(case, product([STABLE], each("timestep_scaling", 0.001, 1.0)))


def tcd():
    yield from consistency_cases()
    for prediction, eta in itertools.product(PREDICTIONS, (0.0, 0.3, 0.7, 1.0)):
        yield case({**STABLE, **prediction}, step={"eta": eta})


def flow_match():
    yield from map(case, product(each("shift", 1.0, 3.0), SIGMAS, each("stochastic_sampling", False, True)))
    for kind, one in itertools.product(("exponential", "linear"), SIGMAS):
        yield case({"use_dynamic_shifting": True, "time_shift_type": kind, **one}, set_timesteps={"mu": 1.15})
    yield from map(case, product(each("invert_sigmas", True), SIGMAS))
    yield from map(case, product(each("shift_terminal", 0.1), SIGMAS))
    ready = [1.0, 0.8, 0.55, 0.3, 0.1]
    yield case({"shift": 3.0}, None, set_timesteps={"sigmas": ready})
    yield case({"shift": 3.0}, 5, set_timesteps={"sigmas": ready})
    yield case({"shift": 3.0}, None, set_timesteps={"timesteps": [1000.0, 800.0, 500.5, 120.0]})
    yield case({"invert_sigmas": True}, None, set_timesteps={"timesteps": [900.0, 700.0, 500.0, 300.0, 100.0]})
    yield case({}, None, set_timesteps={"sigmas": ready, "timesteps": [900.0, 700.0, 500.0, 300.0, 100.0]})
    yield case({"use_dynamic_shifting": True, "shift_terminal": 0.02}, None, set_timesteps={"sigmas": ready, "mu": 0.9})
    yield from (case({"shift": 3.0}, steps) for steps in (1, 2, 4, 20))
    yield from middle({}, {"shift": 3.0}, {"shift": 3.0, "stochastic_sampling": True})


CLASSES = {
    "DDIMScheduler": ddim,
    "DDPMScheduler": ddpm,
    "PNDMScheduler": pndm,
    "LMSDiscreteScheduler": lms,
    "EulerDiscreteScheduler": euler,
    "EulerAncestralDiscreteScheduler": euler_ancestral,
    "HeunDiscreteScheduler": heun,
    "DPMSolverMultistepScheduler": multistep,
    "DPMSolverSinglestepScheduler": singlestep,
    "UniPCMultistepScheduler": unipc,
    "LCMScheduler": lcm,
    "TCDScheduler": tcd,
    "FlowMatchEulerDiscreteScheduler": flow_match,
}

EDM = tuple(getattr(diffusers, name) for name in CLASSES if name.endswith("DiscreteScheduler") and "Flow" not in name)


def rest(one):
    return {key: value for key, value in one.items() if key not in ("config", "steps", "step")}


def pattern(multiplier, modulus, scale):
    """Numbers around 0 that repeat every `modulus`, float32."""
    index = torch.arange(COUNT)
    return (((index * multiplier) % modulus - (modulus - 1) // 2).float() / scale).reshape(SHAPE)


PICTURE = pattern(37, 101, 30)
WEIGHTS = pattern(7, 11, 10)
BIASES = pattern(5, 13, 8)


def model(sample, timestep, learned):
    """What the test computes too, in the same order: sample * weight + bias * (timestep / 1000)."""
    output = sample * WEIGHTS + BIASES * (timestep / 1000)
    return torch.cat([output, pattern(3, 7, 10).abs() + 0.05], dim=1) if learned else output


def run(name, one):
    """A case with what came out of it, and how far float32 itself can be trusted there: the most that a number of the
    result moves when noise levels, samples and outputs are off by their last bit, as between processors and libraries.
    """
    result, final = loop(name, one, None)
    others = [loop(name, one, torch.Generator().manual_seed(seed))[1] for seed in range(1, 5)]
    rounding = max((other - final).abs().max().item() for other in others)
    final = [short(value) for value in final.flatten().tolist()]
    return {**result, "rounding": float(f"{rounding:.2g}"), "final": final}


def nudge(tensor, nudges):
    """Every number up or down by its last bit, or left."""
    if nudges is None:
        return tensor
    towards = torch.randint(-1, 2, tensor.shape, generator=nudges) * math.inf
    return torch.where(towards.isnan(), tensor, torch.nextafter(tensor, towards))


def loop(name, one, nudges):
    scheduler = getattr(diffusers, name)(**one["config"])
    scheduler.set_timesteps(one["steps"], **one.get("set_timesteps", {}))
    begin = one.get("begin", 0) * scheduler.order
    if one.get("set_begin_index") and hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(begin)
    if isinstance(scheduler, EDM):
        scheduler.sigmas = torch.where(scheduler.sigmas == 0, 0, nudge(scheduler.sigmas, nudges))
    generator = torch.Generator().manual_seed(0)
    torch.manual_seed(0)
    timesteps = scheduler.timesteps[begin:]
    sample = PICTURE * getattr(scheduler, "init_noise_sigma", 1.0)
    if "begin" in one:
        noise = torch.randn(SHAPE, generator=generator)
        torch.randn(SHAPE)
        add_noise = getattr(scheduler, "add_noise", None) or scheduler.scale_noise
        where = timesteps[:1].repeat(SHAPE[0])
        sample = add_noise(PICTURE, noise=noise, **{"timestep" if name.startswith("Flow") else "timesteps": where})
    options = dict(one.get("step", {}))
    if "generator" in inspect.signature(scheduler.step).parameters:
        options["generator"] = generator
    originals = []
    for timestep in timesteps:
        scaled = scheduler.scale_model_input(sample, timestep) if hasattr(scheduler, "scale_model_input") else sample
        model_output = nudge(model(scaled, timestep, one.get("learned", False)), nudges)
        output = scheduler.step(model_output, timestep, sample, **options)
        sample = nudge(output.prev_sample, nudges)
        original = output.get("pred_original_sample", output.get("denoised"))
        if original is not None:
            originals.append(short(original.abs().sum().item()))
    if not sample.isfinite().all():
        raise ValueError(f"{name} gives no finite numbers: {one}")
    result = {**one, "timesteps": [short(t) for t in scheduler.timesteps.tolist()]}
    if hasattr(scheduler, "sigmas") and len(scheduler.sigmas) <= 2 * len(timesteps) + 10:
        result["sigmas"] = [short(s) for s in scheduler.sigmas.tolist()]
    result["init_noise_sigma"] = short(float(getattr(scheduler, "init_noise_sigma", 1.0)))
    if originals:
        result["originals"] = originals
    return result, sample


def short(value):
    """Seven significant digits, and no point where the number is whole."""
    rounded = float(f"{value:.7g}")
    return int(rounded) if rounded == int(rounded) else rounded


def tables():
    """Single figures for the tests of the parts: quantiles of the beta distribution, and sums of alphas_cumprod."""
    places = [0.0, 1e-6, 0.001, 0.01, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.99, 0.999, 1 - 1e-6, 1.0]
    sums = []
    for one in product(SCHEDULES, each("rescale_betas_zero_snr", False, True), each("num_train_timesteps", 1000, 100, 7)):
        alphas = diffusers.DDIMScheduler(**one).alphas_cumprod
        picked = [alphas[i].item() for i in (0, 1, len(alphas) // 2, -2, -1)]
        sums.append({"config": one, "sum": alphas.double().sum().item(), "picked": picked})
    noisy = diffusers.DDIMScheduler(**STABLE).add_noise(PICTURE, BIASES, torch.tensor([10, 900]))
    sigmas = diffusers.EulerDiscreteScheduler(**STABLE)
    sigmas.set_timesteps(5)
    by_sigma = sigmas.add_noise(PICTURE, BIASES, sigmas.timesteps[[1, 3]])
    solver = diffusers.DPMSolverMultistepScheduler(**STABLE)
    solver.set_timesteps(5)
    solved = solver.add_noise(PICTURE, BIASES, solver.timesteps[[1, 3]])
    return {
        "quantiles": [[place, float(scipy.stats.beta.ppf(place, 0.6, 0.6))] for place in places],
        "alphas_cumprod": sums,
        "add_noise": {
            "DDIMScheduler": {"timesteps": [10, 900], "noisy": [short(v) for v in noisy.flatten().tolist()]},
            "EulerDiscreteScheduler": {"at": [1, 3], "noisy": [short(v) for v in by_sigma.flatten().tolist()]},
            "DPMSolverMultistepScheduler": {"at": [1, 3], "noisy": [short(v) for v in solved.flatten().tolist()]},
        },
    }


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    diffusers_logging.set_verbosity_error()
    torch.set_num_threads(1)
    versions = {
        "diffusers": diffusers.__version__,
        "torch": torch.__version__.split("+")[0],
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
    }
    total = 0
    for name, cases in CLASSES.items():
        lines = dict.fromkeys(json.dumps(run(name, one), separators=(",", ":")) for one in cases())
        total += len(lines)
        text = '{"made_with":%s,"scheduler":"%s","cases":[\n%s\n]}\n' % (json.dumps(versions), name, ",\n".join(lines))
        path = OUTPUT / f"{name}.json"
        path.write_text(text)
        print(name, len(lines), "cases,", path.stat().st_size, "bytes", flush=True)
    (OUTPUT / "tables.json").write_text(json.dumps({"made_with": versions, **tables()}, separators=(",", ":")) + "\n")
    print(total, "cases")


if __name__ == "__main__":
    main()
