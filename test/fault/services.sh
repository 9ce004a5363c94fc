#!/bin/bash
# services.sh: in a virtual machine of rig.sh, installs hub and agent as docs/deploy has it and boots systemd, twice on
# one disk. The last service of each boot is GUEST, which harms the others, says what it sees, and ends the boot.
# usage: services.sh NODE GUEST
set -euo pipefail
[[ -e /run/rig-command ]] || { echo "services: for a virtual machine of rig.sh alone" >&2; exit 2; }
node=$1 guest=$2

# Of this machine's own services none is started: it is a copy of the host's disk.
rm -rf /etc/systemd/system/*.wants
mkdir -p /opt/bandecheng /etc/bandecheng/profiles
mount --bind "$PWD" /opt/bandecheng
cd /opt/bandecheng
# Where the units find it.
[[ -e /usr/local/bin/node ]] || touch /usr/local/bin/node
mount --bind "$node" /usr/local/bin/node
install -D -m 0644 docs/deploy/systemd/bandecheng-sysusers.conf /etc/sysusers.d/bandecheng.conf
systemd-sysusers
chown bandecheng-agent: /etc/bandecheng/profiles
cp docs/deploy/systemd/bandecheng-{hub,agent}.service /etc/systemd/system/
node "$guest" install
chgrp bandecheng-agent /etc/bandecheng/agent.key
systemctl enable bandecheng-hub bandecheng-agent 2>&1
# Nobody signs in: a prompt would stand before what the guest says.
systemctl mask getty.target console-getty.service 2>&1

mount -t cgroup2 cgroup2 /sys/fs/cgroup
for life in 1 2; do
  cat > /etc/systemd/system/fault-guest.service <<UNIT
[Service]
WorkingDirectory=/opt/bandecheng
ExecStart=/usr/bin/env node $guest life-$life
ExecStopPost=/bin/sh -c 'exec systemctl --no-block exit \$EXIT_STATUS'
StandardOutput=file:/dev/console
StandardError=file:/dev/console

[Install]
WantedBy=multi-user.target
UNIT
  systemctl enable fault-guest 2>&1
  unshare --pid --fork --mount-proc env -i container=rig PATH="$PATH" \
    /lib/systemd/systemd --unit=multi-user.target --show-status=0
done
