# Tells which of some programs are started, and by whom: for rules that are only tried out. Its words are the programs.
# Each start is held for the moment in which its process can be looked at, and goes on whatever comes of that: where
# this ends, however it ends, the kernel lets all starts go on (fanotify(7)).
#
# A line each: `ready` when it listens, `lost PATH` for one that cannot be listened to, and for every start
# `start NAMESPACE USER PATH` with the namespace of process numbers that it was in.
#
# It is Perl for the same reason as `launch.pl`.
use strict;
use warnings;
use Errno;
use Fcntl;
use POSIX ();

# Numbers of fanotify_init, fanotify_mark and prctl.
my %numbers = (x86_64 => [300, 301, 157], aarch64 => [262, 263, 167]);
my $machine = (POSIX::uname())[4];
my ($init, $mark, $prctl) = @{$numbers{$machine} // die "no machine '$machine'\n"};
my ($CLASS_CONTENT, $CLOEXEC, $NO_LIMITS) = (0x4, 0x1, 0x10 | 0x20);
my ($MARK_ADD, $OPEN_EXEC_PERM, $ALLOW, $AT_FDCWD) = (0x1, 0x40000, 0x1, -100);

# It ends with the agent.
syscall($prctl, 1, 9, 0, 0, 0) == 0 or die "prctl: $!\n";
$| = 1;

my $number = syscall($init, $CLASS_CONTENT | $CLOEXEC | $NO_LIMITS, 0);
die "fanotify_init: $!\n" if $number < 0;
open(my $events, '+<&=', $number) or die "fanotify: $!\n";
for my $path (@ARGV) {
    next if syscall($mark, $number, $MARK_ADD, $OPEN_EXEC_PERM, $AT_FDCWD, $path) >= 0 || $!{ENOENT};
    # Without any of it there is nothing to listen for.
    die "fanotify_mark: $!\n" if $!{EINVAL} || $!{EPERM} || $!{ENOSYS};
    print "lost $path\n";
}
print "ready\n";
# From now on nobody waits for whoever should listen to this: what it cannot take is left out.
fcntl(STDOUT, F_SETFL, O_NONBLOCK | fcntl(STDOUT, F_GETFL, 0)) or die "fcntl: $!\n";

# struct fanotify_event_metadata: length, version, -, length of itself, mask, descriptor, process.
my $size = 24;
while (sysread($events, my $bytes, 4096)) {
    while (length $bytes >= $size) {
        my ($length, undef, undef, undef, undef, $descriptor, $process) = unpack('LCCSQll', $bytes);
        $bytes = substr($bytes, $length);
        next if $descriptor < 0;
        my $line = looked_at($process, $descriptor);
        syswrite($events, pack('lL', $descriptor, $ALLOW));
        POSIX::close($descriptor);
        syswrite(STDOUT, $line) if defined $line;
    }
}

sub looked_at {
    my ($process, $descriptor) = @_;
    my $path = readlink("/proc/self/fd/$descriptor") // return;
    my ($namespace) = (readlink("/proc/$process/ns/pid") // return) =~ /(\d+)/;
    open(my $status, '<', "/proc/$process/status") or return;
    my ($user) = do { local $/; readline($status) =~ /^Uid:\t(\d+)\t/m };
    return unless defined $user && defined $namespace && $path !~ /\n/;
    return "start $namespace $user $path\n";
}
