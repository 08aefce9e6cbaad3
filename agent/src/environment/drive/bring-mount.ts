/**
 * Takes what is mounted at a place, unmounts it there, and mounts it in another mount namespace: the session's, into
 * which nothing could be mounted from outside by its path. What arrives executes nothing, has no devices and gives
 * nobody another identity. In Perl, as the launcher: open_tree(2), setns(2), mount_setattr(2), move_mount(2).
 * Words: what is to be brought, where it is mounted, a process of the other namespace, the place there.
 */
export const bringMount = `use strict;
my ($what, $mounted, $pid, $place) = @ARGV;
my $machine = (split ' ', \`uname -m\`)[0];
my $setns = { x86_64 => 308, aarch64 => 268 }->{$machine} or die "unknown machine $machine\\n";
my $here = -100;
my $tree = syscall(428, $here, $what, 0x80001);
die "open_tree $what: $!\\n" if $tree < 0;
system('umount', '-n', '-l', '--', $mounted) == 0 or die "umount $mounted\\n";
open(my $namespace, '<', "/proc/$pid/ns/mnt") or die "the session is gone\\n";
my $empty = "";
syscall($setns, fileno($namespace), 0x20000) == 0 or die "setns: $!\\n";
my $attributes = pack('Q4', 2 | 4 | 8, 0, 0, 0);
syscall(442, $tree, $empty, 0x1000, $attributes, 32) == 0 or die "mount_setattr: $!\\n";
syscall(429, $tree, $empty, $here, $place, 4) == 0 or die "move_mount $place: $!\\n";
`
