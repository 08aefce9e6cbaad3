#!/bin/sh
# Process 1 of a guest without systemd: control groups of version 2 as files.
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t securityfs securityfs /sys/kernel/security
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
for place in /dev/shm /run /tmp; do mount -t tmpfs -o mode=1777 tmpfs "$place"; done
chmod 755 /run
mount -t cgroup2 cgroup2 /sys/fs/cgroup
swapon /dev/vda
ip link set lo up
/guest-program
sleep 1000
