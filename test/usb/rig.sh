#!/bin/bash
# rig.sh: runs a command inside a small virtual machine that has real Linux USB, HID, serial and printer drivers.
# usage: rig.sh [--timeout SECONDS] [--memory MIB] [--disk FILE] [--clock TIME] [--pidfile FILE] COMMAND [ARG ...]
# The guest sees this machine's whole file system read-only at /, with a writable layer in memory on top, so the
# project, node and node_modules are there as they are; /tmp and /run are empty. COMMAND's output is printed and its
# exit status returned. Needs an x86-64 Debian or Ubuntu with apt; the first run installs qemu and fetches a kernel.
# Its clock starts at nine in the morning in China, so that no midnight falls into a run; --clock starts it elsewhere.
# --disk: an ext4 disk at /mnt/disk that outlives the guest; FILE is made where it is missing. Who kills the process
# named in --pidfile cuts the guest's power: what it had not synced is gone.
set -euo pipefail
limit=300 memory=2048 disk= clock=2026-11-20T01:00:00 pidfile=
while [[ ${1:-} == --* ]]; do
  case $1 in
    --timeout) limit=$2; shift 2 ;;
    --memory) memory=$2; shift 2 ;;
    --disk) disk=$2; shift 2 ;;
    --clock) clock=$2; shift 2 ;;
    --pidfile) pidfile=$2; shift 2 ;;
    *) echo "rig: unknown option $1" >&2; exit 2 ;;
  esac
done
[[ $# -gt 0 ]] || { sed -n '2,10s/^# //p' "$0" >&2; exit 2; }
cache=${USB_RIG_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache/usb-rig}
mkdir -p "$cache"

install_tools() {
  local missing=()
  command -v qemu-system-x86_64 >/dev/null || missing+=(qemu-system-x86 seabios)
  command -v cpio >/dev/null || missing+=(cpio)
  command -v modprobe >/dev/null || missing+=(kmod)
  command -v socat >/dev/null || missing+=(socat)
  command -v mkfs.ext4 >/dev/null || missing+=(e2fsprogs)
  [[ -x /lib/systemd/systemd ]] || missing+=(systemd)
  ((${#missing[@]} == 0)) && return
  echo "rig: installing ${missing[*]} ..." >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Debian's stock kernel has the USB gadget and dummy_hcd modules that most cloud kernels lack.
build_guest() {
  [[ -s $cache/initrd-disk.gz && -s $cache/vmlinuz ]] && return
  echo "rig: fetching a kernel ..." >&2
  local work kernel version
  work=$(mktemp -d); chmod 755 "$work"
  ( cd "$work"
    apt-get update -qq >&2
    kernel=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image/{print $2; exit}')
    version=${kernel#linux-image-}
    apt-get download -qq "$kernel" busybox-static >&2
    dpkg -x "$kernel"_*.deb root; dpkg -x busybox-static_*.deb busybox
    depmod -b "$work/root" "$version"
    mkdir -p initrd/{bin,proc,sys,dev,mnt} "initrd/lib/modules/$version"
    cp busybox/bin/busybox initrd/bin/
    for applet in sh mount modprobe cat ls sleep poweroff mkdir chroot echo; do ln -s busybox "initrd/bin/$applet"; done
    for module in virtio_pci virtio_blk ext4 crc32c_generic 9pnet_virtio 9p overlay usbhid hid-generic usblp cdc-acm \
                  dummy_hcd libcomposite usb_f_hid usb_f_printer usb_f_acm; do
      modprobe -S "$version" -d "$work/root" --show-depends "$module" | awk '/^insmod/{print $2}'
    done | sort -u | while read -r file; do
      target=initrd${file#"$work/root"}; mkdir -p "$(dirname "$target")"; cp "$file" "$target"
    done
    cp root/lib/modules/"$version"/modules.{order,builtin,builtin.modinfo} "initrd/lib/modules/$version/" 2>/dev/null || true
    depmod -b "$work/initrd" "$version"
    cat > initrd/init <<'INIT'
#!/bin/sh
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
for m in virtio_pci virtio_blk crc32c_generic ext4 9pnet_virtio 9p overlay usbhid hid-generic cdc-acm usblp libcomposite usb_f_hid usb_f_printer usb_f_acm; do
  modprobe $m || echo "rig: module $m did not load"
done
modprobe dummy_hcd num=4 || echo "rig: dummy_hcd did not load"
mkdir -p /mnt/host /mnt/rw /mnt/root
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /mnt/host
mount -t tmpfs tmpfs /mnt/rw; mkdir /mnt/rw/upper /mnt/rw/work
mount -t overlay -o lowerdir=/mnt/host,upperdir=/mnt/rw/upper,workdir=/mnt/rw/work overlay /mnt/root
mount --bind /dev /mnt/root/dev; mkdir -p /mnt/root/dev/pts; mount -t devpts pts /mnt/root/dev/pts
mount -t proc proc /mnt/root/proc; mount -t sysfs sys /mnt/root/sys; mount -t tmpfs tmp /mnt/root/run; mount -t tmpfs tmp /mnt/root/tmp
mount -t configfs none /mnt/root/sys/kernel/config
mkdir -p /mnt/root/mnt/disk
[ -b /dev/vda ] && mount -t ext4 /dev/vda /mnt/root/mnt/disk
mkdir -p /mnt/payload; mount -t 9p -o trans=virtio,version=9p2000.L,ro payload /mnt/payload
cat /mnt/payload/command > /mnt/root/run/rig-command
chroot /mnt/root /bin/bash /run/rig-command
echo "rig-exit:$?"
poweroff -f
INIT
    chmod +x initrd/init
    (cd initrd && find . | cpio -o -H newc --quiet | gzip -1) > "$cache/initrd-disk.gz.new"
    cp root/boot/vmlinuz-* "$cache/vmlinuz"; mv "$cache/initrd-disk.gz.new" "$cache/initrd-disk.gz" )
  rm -rf "$work"
}

install_tools
build_guest
payload=$(mktemp -d); trap 'rm -rf "$payload"' EXIT
{ echo 'ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || true'
  printf 'export PATH=%q HOME=%q\n' "$PATH" "$HOME"; printf 'cd %q\n' "$PWD"; printf '%q ' "$@"; echo; } > "$payload/command"
more=()
if [[ -n $disk ]]; then
  [[ -s $disk ]] || { truncate -s 256M "$disk"; mkfs.ext4 -q -F "$disk"; }
  more+=(-drive "file=$disk,if=virtio,format=raw,cache=writeback")
fi
[[ -z $pidfile ]] || more+=(-pidfile "$pidfile")
status=0
timeout -k 5 "$limit" qemu-system-x86_64 -accel tcg,thread=multi -smp 2 -m "$memory" -display none -serial stdio -monitor none \
  -no-reboot -nic none -rtc base=$clock -kernel "$cache/vmlinuz" -initrd "$cache/initrd-disk.gz" -append "console=ttyS0 panic=-1 oops=panic quiet" \
  -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
  -virtfs local,path="$payload",mount_tag=payload,security_model=none,readonly=on \
  "${more[@]}" </dev/null 2>&1 |
  sed -u -e 's/\r//g; s/\x1b\[[0-9;?]*[A-Za-z]//g; s/\x1bc//g' -e "/^rig-exit:/{s/.*://w $payload/status" -e 'd}' ||
  status=${PIPESTATUS[0]}
[[ -s $payload/status ]] && exit "$(cat "$payload/status")"
((status == 124)) && echo "rig: no answer in $limit s" >&2
exit "$((status == 0 ? 1 : status))"
