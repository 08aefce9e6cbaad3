# Makes one session's own view of the host and becomes its first process. The plan stands after __DATA__: one
# operation a line, fields separated by tabs, with %XX for every byte that is not harmless. It runs as root, as
# process 1 of fresh namespaces. The first operation that fails ends it with 78 and nothing is started (fails closed).
#
# The same program goes into a session that runs already (`join`), as a process of the host's whose words name it.
#
# It is Perl because perl-base is on every Debian, starts in a few milliseconds and can make any system call itself.
use strict;
use warnings;
use Errno;

my ($step, $machine, %held, $refuser) = ('begin', '');

# Numbers of mount, umount2, prctl, prlimit64, seccomp, setns, bpf and sched_setaffinity; the younger calls are numbered
# alike everywhere.
my %numbers = (x64 => [165, 166, 157, 302, 317, 308, 321, 203], arm64 => [40, 39, 167, 261, 277, 268, 280, 122]);
my ($mount_setattr, $create_ruleset, $add_rule, $restrict_self) = (442, 444, 445, 446);
my ($NOSUID, $NODEV, $NOEXEC, $BIND, $REC) = (2, 4, 8, 4096, 16384);
my ($O_PATH, $AT_RECURSIVE) = (0x200000, 0x8000);

sub refuse {
    my ($why) = @_;
    print STDERR "launch: step '$step' failed: $why\n";
    exit 78;
}

# A system call that refuses the start when it fails.
sub call {
    my ($what, $number, @arguments) = @_;
    my $answer = syscall($number, @arguments);
    refuse("$what: $!") if $answer < 0;
    return $answer;
}

sub number { return $numbers{$machine}[$_[0]] // refuse("no machine '$machine'") }

sub mount_at {
    my ($from, $to, $type, $flags, $options) = @_;
    call("mount $to", number(0), $from, $to, $type, $flags, $options);
}

# '@name' is a directory or file that was held; it is reached although something else is mounted over it by now.
sub place {
    my ($path) = @_;
    return $path unless $path =~ s/^@//;
    my $held = $held{$path} or refuse("nothing is held as $path");
    return '/proc/self/fd/' . fileno($held);
}

# A program that a package has just taken along needs no mask; the agent looks again before anything of hers starts.
sub mask {
    my ($path) = @_;
    return if syscall(number(0), $refuser, $path, 0, $BIND, 0) >= 0 || $!{ENOENT};
    refuse("mask $path: $!");
}

sub make_file { my ($path) = @_; open(my $file, '>', $path) or refuse("$path: $!"); close $file }

sub put {
    my ($path, $text) = @_;
    open(my $file, '>', $path) or refuse("$path: $!");
    # The kernel answers to the write itself, which Perl would put off until the end.
    defined syswrite($file, $text) or refuse("$path: $!");
    close($file) or refuse("$path: $!");
}

# The kernel's own list of mounts, proc_pid_mountinfo(5): only what the plan names may execute or be written.
sub verify {
    my ($executable, $writable) = @_;
    my %executable = map { $_ => 1 } split /:/, $executable;
    my %writable = map { $_ => 1 } split /:/, $writable;
    open(my $mounts, '<', '/proc/self/mountinfo') or refuse("mountinfo: $!");
    while (my $line = <$mounts>) {
        my ($place, $options) = (split / /, $line)[4, 5];
        $place =~ s/\\([0-7]{3})/chr oct $1/ge;
        my %has = map { $_ => 1 } split /,/, $options;
        refuse("$place would honour setuid") unless $has{nosuid};
        refuse("$place would be executable") unless $has{noexec} || grep { "$place/" =~ m{^\Q$_\E/} } keys %executable;
        refuse("$place would be writable") unless $has{ro} || $writable{$place};
    }
    close $mounts;
}

# Landlock, landlock(7): programs may execute only below these directories; moving files about stays free. It also
# takes mount() from the session, and where the kernel knows how, foreign abstract sockets and signals. Whoever joins
# a session is foreign to it by this count (`scope` 0), because no domain can be entered.
sub landlock {
    my $scope = shift;
    my ($execute, $refer) = (1, 1 << 13);
    my $version = syscall($create_ruleset, 0, 0, 1);
    refuse('this kernel has no Landlock of version 2 or later, or it is switched off') if $version < 2;
    my $attributes = pack('Q', $execute | $refer);
    $attributes .= pack('Q', 0) if $version >= 4;
    $attributes .= pack('Q', $scope) if $version >= 6;
    my $ruleset = call('landlock_create_ruleset', $create_ruleset, $attributes, length $attributes, 0);
    for my $rule (map { [$_, $execute] } @_) { beneath($ruleset, @$rule) }
    beneath($ruleset, '/', $refer);
    call('landlock_restrict_self', $restrict_self, $ruleset, 0);
}

# Nobody listens for TCP connections: what is remotely controlled obeys others on this host, and speaks with them. A
# kernel that does not know how (before 6.7) starts the session without this; the documentation says so.
sub unheard {
    my $bind = 1;
    restrict_network($bind) if syscall($create_ruleset, 0, 0, 1) >= 4;
}

# TCP connections to these ports alone, whatever the address.
sub ports {
    my $connect = 2;
    my $version = syscall($create_ruleset, 0, 0, 1);
    refuse('this kernel has no Landlock of version 4 or later, which knows ports') if $version < 4;
    restrict_network($connect, @_);
}

# Moving files about is given explicitly: the kernel takes it with every set of rules that does not.
sub restrict_network {
    my ($access, @ports) = @_;
    my ($refer, $port_rule) = (1 << 13, 2);
    my $attributes = pack('QQ', $refer, $access);
    my $ruleset = call('landlock_create_ruleset', $create_ruleset, $attributes, length $attributes, 0);
    call("landlock_add_rule $_", $add_rule, $ruleset, $port_rule, pack('QQ', $access, $_), 0) for @ports;
    beneath($ruleset, '/', $refer);
    call('landlock_restrict_self', $restrict_self, $ruleset, 0);
}

sub beneath {
    my ($ruleset, $path, $access) = @_;
    sysopen(my $directory, $path, $O_PATH) or refuse("$path: $!");
    call("landlock_add_rule $path", $add_rule, $ruleset, 1, pack('Ql', $access, fileno $directory), 0);
}

# Moves into the groups that a process is in, cgroups(7): 0 is the writer itself.
sub join_groups {
    my ($pid) = @_;
    my %own = groups_of('self');
    my %wanted = groups_of($pid);
    for my $kind (grep { $wanted{$_} ne ($own{$_} // '') } sort keys %wanted) {
        put(place_of_group($kind, $wanted{$kind}) . '/cgroup.procs', '0');
    }
}

# The directory of a group; of version 2 the kind is empty.
sub place_of_group {
    my ($kind, $group) = @_;
    open(my $mounts, '<', '/proc/self/mountinfo') or refuse("mountinfo: $!");
    my @places = map { /^\S+ \S+ \S+ (\S+) (\S+) .* - (cgroup2?) \S+ (\S+)$/ ? [$1, $2, $3, $4] : () } <$mounts>;
    my ($found) = grep { $$_[2] eq 'cgroup2' ? $kind eq '' : index(",$$_[3],", ",$kind,") >= 0 } @places;
    refuse("the group $kind$group is nowhere") unless $found;
    my ($root, $at) = @$found;
    return $at . ($root eq '/' ? $group : substr($group, length $root));
}

sub groups_of {
    my ($pid) = @_;
    open(my $lines, '<', "/proc/$pid/cgroup") or refuse("the session is gone: $!");
    return map { /^\d+:([^:]*):(.*)$/ ? ($1, $2) : () } <$lines>;
}

# Goes to where a process is: its groups, its namespaces. A child goes on there; this one ends as it ends.
sub join_session {
    my ($pid) = @_;
    my @doors = map { open(my $door, '<', "/proc/$pid/ns/$_") or refuse("the session is gone: $!"); $door } @_[1 .. $#_];
    join_groups($pid);
    call('setns', number(5), fileno $_, 0) for @doors;
    my $child = fork() // refuse("fork: $!");
    if ($child) {
        waitpid($child, 0);
        exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
    }
    call('prctl', number(2), 1, 9, 0, 0, 0);
}

# Programs of the kernel's, bpf(2), that look at what the session's group of version 2 and all below it send, for as long
# as there is such a group. It has to be the session's own: any other would bound who else is in it.
sub targets {
    my ($session, @programs) = @_;
    my %own = groups_of('self');
    my ($group) = ($own{''} // '') =~ m{^(.*?/(?:[^/]*-)?\Q$session\E(?:\.scope)?)(?:/|$)};
    refuse('the session has no control group of version 2, without which targets of the network cannot be kept') unless $group;
    sysopen(my $directory, place_of_group('', $group), 0) or refuse("$group: $!");
    my ($load, $attach, $beside, $license) = (5, 8, 2, 'Dual MIT/GPL');
    while (my ($type, $where, $hexadecimal) = splice @programs, 0, 3) {
        my $code = pack('H*', $hexadecimal);
        my $program = pack('L L P P L L Q L L a16 L L', $type, length($code) / 8, $code, $license, (0) x 5, 'nahtlos', 0, $where);
        my $loaded = call('bpf(BPF_PROG_LOAD)', number(6), $load, $program, length $program);
        my $place = pack('L5', fileno $directory, $loaded, $where, $beside, 0);
        call('bpf(BPF_PROG_ATTACH)', number(6), $attach, $place, length $place);
    }
}

# Brings up the loopback interface of a network namespace of its own, netdevice(7).
sub loopback {
    socket(my $socket, 2, 2, 0) or refuse("socket: $!");
    my $request = pack('a16 s x22', 'lo', 0);
    ioctl($socket, 0x8913, $request) or refuse("SIOCGIFFLAGS: $!");
    my ($name, $flags) = unpack('a16 s', $request);
    ioctl($socket, 0x8914, pack('a16 s x22', $name, $flags | 1)) or refuse("SIOCSIFFLAGS: $!");
}

my %operations = (
    machine => sub { $machine = $_[0] },
    step    => sub { $step = $_[0] },
    hold    => sub { sysopen($held{$_[0]}, $_[1], $O_PATH) or refuse("$_[1]: $!") },
    bind    => sub { mount_at(place($_[0]), $_[1], 0, $BIND, 0) },
    bindall => sub { mount_at(place($_[0]), $_[1], 0, $BIND | $REC, 0) },
    tmpfs   => sub { mount_at('tmpfs', $_[0], 'tmpfs', $NOSUID | $NODEV | $NOEXEC, $_[1]) },
    devpts  => sub { mount_at('devpts', $_[0], 'devpts', $NOSUID | $NOEXEC, $_[1]) },
    proc    => sub { mount_at('proc', $_[0], 'proc', $NOSUID | $NODEV | $NOEXEC, $_[1]) },
    mkdir   => sub {
        my ($mode, @paths) = @_;
        for (@paths) { mkdir $_ or refuse("$_: $!"); chmod oct $mode, $_ or refuse("$_: $!") }
    },
    parents => sub { my $at = ''; for (split m{/}, $_[0]) { $at .= "$_/"; -d $at or mkdir $at or refuse("$at: $!") } },
    file    => sub { make_file($_[0]) },
    link    => sub { symlink $_[0], $_[1] or refuse("$_[1]: $!") },
    own     => sub { chown $_[0], $_[0], $_[1] or refuse("$_[1]: $!") },
    put     => sub { put(@_) },
    mask    => sub { mask($_[0]) },
    refuser => sub { $refuser = $_[0]; put(@_); chmod 0555, $refuser or refuse("$refuser: $!") },
    unbar    => sub {
        my $noexec = 8;
        call("flags of $refuser", $mount_setattr, -100, $refuser, 0, pack('QQQQ', 0, $noexec, 0, 0), 32) if $refuser ne '';
    },
    # mount_setattr(2): what is set and what is cleared.
    flags    => sub { call("flags of $_[0]", $mount_setattr, -100, $_[0], 0, pack('QQQQ', $_[1], $_[2], 0, 0), 32) },
    flagsall => sub {
        call("flags below $_[0]", $mount_setattr, -100, $_[0], $AT_RECURSIVE, pack('QQQQ', $_[1], $_[2], 0, 0), 32);
    },
    verify   => sub { verify(@_) },
    loopback => sub { loopback() },
    # prlimit(2) of this process: no memory of a person's program is ever written to the host's disk.
    nocore   => sub { call('prlimit', number(3), 0, 4, pack('QQ', 0, 0), 0) },
    # The agent comes before all sessions and may keep to some processors, but what it starts does neither.
    usual    => sub {
        setpriority(0, 0, 0);
        my $all = "\xff" x 1024;
        call('sched_setaffinity', number(7), 0, length($all), $all);
    },
    landlock => sub { landlock(3, @_) },
    execute  => sub { landlock(0, @_) },
    ports    => sub { ports(@_) },
    targets  => sub { targets(@_) },
    unheard  => sub { unheard() },
    # seccomp(2), SECCOMP_SET_MODE_FILTER: the program comes as hexadecimal struct sock_filter.
    filter   => sub {
        my $program = pack('H*', $_[0]);
        call('seccomp', number(4), 1, 0, pack('S x![P] P', length($program) / 8, $program));
    },
    # The words of the command itself: the process that is gone to, and at last what is run there.
    join   => sub { join_session(shift @ARGV, @_) },
    enter  => sub { chdir $_[0] or refuse("$_[0]: $!") },
    become => sub { { exec { $_[0] } @_, @ARGV } refuse("$_[0]: $!") },
);

while (my $line = <DATA>) {
    chomp $line;
    my ($name, @fields) = split /\t/, $line, -1;
    s/%([0-9A-F]{2})/chr hex $1/ge for @fields;
    my $operation = $operations{$name} or refuse("no operation '$name'");
    $operation->(@fields);
}
refuse('the plan ends without a program');
__DATA__
