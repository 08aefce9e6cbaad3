# Boots a copy of this machine's own system as a systemd host of its own: all that is installed here is in it, what it
# changes lies in memory and goes with it. Called inside the hosts' mount and network namespace:
#   boot-host.sh DIRECTORY NAME GROUP CHECKOUT
set -eu
directory=$1 name=$2 group=$3 checkout=$4
mkdir -p "$directory"
mount -t tmpfs -o size=2g,mode=755 tmpfs "$directory"
mkdir "$directory/changes" "$directory/work" "$directory/root"
mount -t overlay -o "lowerdir=/,upperdir=$directory/changes,workdir=$directory/work" overlay "$directory/root"
rm -f "$directory/root/.dockerenv" "$directory/root/etc/machine-id"
: >"$directory/root/etc/machine-id"
# What is installed here for other purposes need not run there: no further than the bus.
cat >"$directory/root/first-process" <<'INIT'
#!/bin/sh
for controller in cpu cpuacct memory pids blkio; do
  [ -d /sys/fs/cgroup/$controller ] && mount -o remount,rw,bind /sys/fs/cgroup/$controller
done
exec /usr/lib/systemd/systemd --unit=basic.target
INIT
chmod 755 "$directory/root/first-process"
# A group of its own in each hierarchy, below which the host's service manager makes its own.
while read -r _ _ _ _ place _ rest; do
  case " $rest" in *' - cgroup'*) ;; *) continue ;; esac
  case $place in */cpuset | */devices) continue ;; esac
  mkdir -p "$place/$group"
  echo $$ >"$place/$group/cgroup.procs"
done </proc/self/mountinfo
exec systemd-nspawn --quiet --directory="$directory/root" --machine="$name" --register=no --keep-unit \
  --network-bridge=hosts --bind-ro="$checkout" --kill-signal=SIGRTMIN+3 --console=pipe \
  --system-call-filter='bpf landlock_create_ruleset landlock_add_rule landlock_restrict_self add_key keyctl perf_event_open' \
  --capability=CAP_BPF,CAP_PERFMON,CAP_NET_ADMIN,CAP_SYSLOG /first-process
