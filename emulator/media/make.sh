#!/bin/sh
# Makes the demo media: two people, a clip of each in the same body, and a voice that
# hums. Nothing here comes from anywhere else, so all of it carries the project's licence.
#
#   sh make.sh        needs chromium and ffmpeg; writes next to this script
set -eu
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints a scene as one stream of PNG images.
draw() {
  "${CHROME:-chromium}" --headless --no-sandbox --disable-gpu --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$work/profile" --dump-dom \
    "file://$PWD/scene.html?scene=$1&person=$2" 2>/dev/null >"$work/page.html"
  # base64 stops at the padding that ends a frame, so each gets a run of its own.
  sed 's/<[^>]*>//g' "$work/page.html" | grep '^iVBOR' | while read -r frame; do
    printf %s "$frame" | base64 -d
  done
}

# Assembles the arguments' images from standard input; -bitexact keeps reruns equal.
assemble() {
  ffmpeg -hide_banner -loglevel error -y -f image2pipe -framerate 25 -c:v png -i - \
    -fflags +bitexact -flags:v +bitexact -map_metadata -1 "$@"
}

clip() {
  draw clip "$1" | assemble -an -c:v libvpx-vp9 -pix_fmt yuv420p -crf 30 -b:v 0 \
    -deadline good -cpu-used 1 -g 50 -row-mt 0 -threads 1 "$2"
}

# Still frames show the wave, with the eyes open.
still() {
  draw "$1" "$2" | assemble -frames:v 1 -q:v 3 "$3"
}

# Three seconds of a voice that says nothing: a tone with the overtones of a vowel, in syllables.
hum() {
  tone='(0.5*sin(2*PI*180*t)+0.3*sin(2*PI*360*t)+0.35*sin(2*PI*720*t)+0.15*sin(2*PI*1080*t))'
  ffmpeg -hide_banner -loglevel error -y -f lavfi \
    -i "aevalsrc=0.5*$tone*abs(sin(2*PI*1.5*t)):s=22050:d=3" -fflags +bitexact -flags:a +bitexact \
    -map_metadata -1 -c:a libmp3lame -b:a 32k -ac 1 "$1"
}

still portrait AMARA sample-face.jpg
still clip AMARA result.jpg
clip NOAH sample-video.webm
clip AMARA result.webm
hum speech.mp3
ls -l ./*.jpg ./*.webm ./*.mp3
