#!/bin/sh
# Process 1 of a guest with systemd, which has the controllers of version 2.
mount -t proc proc /proc
mount -t tmpfs -o mode=1777 tmpfs /tmp
cat >/etc/systemd/system/guest.service <<'UNIT'
[Unit]
After=basic.target
[Service]
ExecStart=/bin/sh -c 'swapon /dev/vda; exec /guest-program'
UNIT
umount /proc
exec /usr/lib/systemd/systemd --unit=guest.service
