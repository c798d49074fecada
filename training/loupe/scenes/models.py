"""The text encoder, the U-Net and the scheduler, as diffusers and transformers know them."""
from diffusers import DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from loupe.scenes.attention import ExplicitAttention
from loupe.scenes.tokenizer import LENGTH

TEXT_WIDTH = 128


def build_text_encoder(tokenizer: CLIPTokenizer) -> CLIPTextModel:
    """Three layers of 128."""
    model = CLIPTextModel(CLIPTextConfig(
        vocab_size=len(tokenizer), hidden_size=TEXT_WIDTH, intermediate_size=4 * TEXT_WIDTH, num_hidden_layers=3, num_attention_heads=4,
        max_position_embeddings=LENGTH, projection_dim=TEXT_WIDTH, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id, attn_implementation="eager",
    ))
    # CLIP's 0.02 is right for large tables; here the words would hardly differ at first.
    model.text_model.embeddings.token_embedding.weight.data.normal_(std=0.3)
    model.text_model.embeddings.position_embedding.weight.data.normal_(std=0.1)
    return model


def build_unet() -> UNet2DConditionModel:
    """Three levels; words are looked at where the picture is 8 x 8 and 4 x 4, and pooled into the time embedding."""
    unet = UNet2DConditionModel(
        sample_size=16, in_channels=4, out_channels=4, block_out_channels=(64, 96, 160), layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        mid_block_type="UNetMidBlock2DCrossAttn", cross_attention_dim=TEXT_WIDTH, attention_head_dim=4, norm_num_groups=16,
        addition_embed_type="text", addition_embed_type_num_heads=4,
    )
    unet.set_attn_processor(ExplicitAttention())
    for name, module in unet.named_modules():
        if name.endswith((".conv2", ".proj_out")) or name == "conv_out":  # every residual branch begins as nothing
            module.weight.data.zero_()
            module.bias.data.zero_()
    return unet


def build_scheduler() -> DDIMScheduler:
    """Stable Diffusion's noise levels with v as what is predicted."""
    return DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", num_train_timesteps=1000, prediction_type="v_prediction",
        steps_offset=1, clip_sample=False, set_alpha_to_one=False, timestep_spacing="leading",
    )
