#!/busybox sh
# The first program of a guest: reaches the files of the machine that it runs on, and lays what it changes over them.
b=/busybox
$b mkdir -p /proc /sys /dev /lower /upper /whole
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs dev /dev
for module in $($b cat /modules/order); do $b insmod "/modules/$module"; done
$b mount -t 9p -o trans=virtio,version=9p2000.L,cache=loose,msize=512000,ro host /lower || exec $b sh
$b mount -t tmpfs -o size=50%,mode=755 upper /upper
$b mkdir /upper/changes /upper/work
$b mount -t overlay -o lowerdir=/lower,upperdir=/upper/changes,workdir=/upper/work whole /whole
for place in /proc /sys /dev; do $b umount $place; done
$b rm -f /whole/.dockerenv /whole/etc/machine-id /whole/etc/fstab
: >/whole/etc/machine-id
for file in program process-1; do $b cp /$file /whole/guest-$file; done
exec $b switch_root /whole /guest-process-1
