#!/bin/sh
# The session of a kiosk or hall display: shows one page of the hub and nothing else, for ever.
# /etc/bandecheng/kiosk.conf names the page: KIOSK_PAGE='http://192.168.1.10:3000/kiosk?of=k1'
# and, where it is not found by itself, the browser: KIOSK_BROWSER=/usr/bin/some-chromium
set -u
# What little the browser itself says, it says in Chinese; --lang is not heard on Linux.
export LANGUAGE=zh_CN

KIOSK_PAGE=''
KIOSK_BROWSER=''
. "${KIOSK_CONF:-/etc/bandecheng/kiosk.conf}"
here=$(dirname "$(readlink -f "$0")")
after_scheme=${KIOSK_PAGE#*://}
hub=${KIOSK_PAGE%%://*}://${after_scheme%%/*}
# The pairing is a cookie in this profile: never a temporary one, never --incognito.
profile=$HOME/.bandecheng-kiosk

find_browser() {
  for name in "$KIOSK_BROWSER" chromium chromium-browser google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  echo 'no Chromium found; name one in KIOSK_BROWSER' >&2
  exit 1
}

hub_is_ready() {
  curl --silent --fail --max-time 3 --noproxy '*' --output /dev/null "$hub/readyz"
}

# Becomes the browser: call it in a subshell.
become_browser() {
  # A lock left by a power cut, or by another host name, would bring up a question nobody can answer.
  rm -f "$profile"/Singleton*
  exec "$browser" --kiosk --window-position=0,0 "--window-size=$screen_size" "--user-data-dir=$profile" \
    --password-store=basic --no-proxy-server --no-first-run --no-default-browser-check --noerrdialogs \
    --hide-crash-restore-bubble --disable-session-crashed-bubble \
    --disable-features=SpareRendererForSitePerProcess --disable-pinch --overscroll-history-navigation=0 \
    --autoplay-policy=no-user-gesture-required "$@"
}

# The browser's own menus are renderers, too (top-chrome).
has_page_process() {
  pgrep -u "$(id -u)" -af -- '--type=renderer' | grep --quiet --invert-match -e '--top-chrome'
}

# Returns when the browser has ended. A page whose own process died (out of memory) leaves the browser standing with a
# notice; two looks without any page process end it as well.
watch_browser() {
  misses=0
  while kill -0 "$1" 2>/dev/null && [ "$misses" -lt 2 ]; do
    sleep 5
    if has_page_process; then misses=0; else misses=$((misses + 1)); fi
  done
  kill -9 "$1" 2>/dev/null
  wait "$1"
}

browser=$(find_browser) || exit 1
# No blanking. Without a window manager nothing but these numbers makes the window as large as the screen.
xset s off s noblank -dpms
screen_size=$(xrandr | sed -n 's/.*current \([0-9]*\) x \([0-9]*\),.*/\1,\2/p')

while :; do
  if ! hub_is_ready; then
    (become_browser "file://$here/waiting.html") &
    waiting=$!
    until hub_is_ready; do sleep 2; done
    kill "$waiting"
    wait "$waiting"
  fi
  (become_browser "$KIOSK_PAGE") &
  watch_browser "$!"
  sleep 1
done
