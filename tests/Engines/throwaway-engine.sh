#!/bin/sh
# Runs DAEMON as a throwaway engine in FOLDER until standard input ends, and leaves nothing behind.
#
#   sh throwaway-engine.sh FOLDER DAEMON [DISKS [ROOT]]
#
# DISKS, unless empty, is a folder with images of file systems, NAME.img, each mounted at FOLDER/NAME. The engine is then on a machine of its
# own, whose power can be cut: its data and its identity are on disk.img, and each start is a boot with an ID of its own.
#
# ROOT is the root of another installation, from which DAEMON is taken.
#
# The owner only holds the other end of standard input. When it closes that end, or dies in whatever way, SIGKILL
# included, the engine goes. The daemon lives in a PID and a mount namespace of its own, so the kernel does the
# cleaning: when the first process of the namespace ends, every containerd, shim and container in it is killed and every
# mount dropped; unshare returns when they are gone.
#
# Standard output is one line when the daemon has ended (the log then stays until the owner has read it), and ends when
# nothing is left.

folder=$1
daemon=$2
disks=${3-}
installation=${4-}
name=${folder##*/}
root=$folder/root
[ -z "$disks" ] || root=$folder/disk/root
echo $$ >"$folder/keeper"
exec 3<&0

# Inside, /run and /etc are the engine's own: it must neither find a containerd of the host, nor leave sockets and keys there.
unshare --mount --pid --fork --mount-proc --kill-child sh -e -c '
  folder=$1 disks=$2 root=$3
  shift 3
  mount -t tmpfs engine /run
  mkdir /run/etc /run/work
  mount -t overlay -o lowerdir=/etc,upperdir=/run/etc,workdir=/run/work engine /etc
  if [ -n "$disks" ]; then
    for disk in "$disks"/*.img; do
      mountpoint=${disk##*/} mountpoint=$folder/${mountpoint%.img}
      mkdir "$mountpoint"
      mount -o loop "$disk" "$mountpoint" # the loop device goes with its last mount
    done
    mkdir -p "$folder/disk/identity" /etc/docker
    mount --bind "$folder/disk/identity" /etc/docker
    cat /proc/sys/kernel/random/uuid >/run/boot_id
    mount --bind /run/boot_id /proc/sys/kernel/random/boot_id
  fi
  if [ -n "$root" ]; then
    mount --bind "$root" "$root" # what is called / must be a mount point
    mount -t tmpfs engine "$root/tmp"
    mkdir -p "$root/$folder"
    for shared in /dev /proc /run /sys "$folder"; do
      mount --rbind "$shared" "$root/$shared"
    done
    set -- chroot "$root" "$@"
  fi
  "$@" </dev/null 3<&- &
  daemon=$!
  { read -r _ <&3 || kill -KILL $daemon; } &
  wait $daemon # and reap, as the first process must, what containerd leaves to it
' "$name" "$folder" "$disks" "$installation" "$daemon" \
  --host "unix://$folder/docker.sock" --data-root "$root" --exec-root "$folder/exec" --pidfile "$folder/pid" \
  --config-file "$folder/daemon.json" --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$name" \
  --bridge=none --iptables=false --ip-forward=false --ip-masq=false >"$folder/log" 2>&1

trap '' PIPE # the owner may be dead
echo ended 2>/dev/null
read -r _ <&3

for cgroup in "/sys/fs/cgroup/$name" /sys/fs/cgroup/*/"$name"; do
  [ ! -d "$cgroup" ] || find "$cgroup" -depth -type d -exec rmdir {} \;
done
rm -rf "$folder"
