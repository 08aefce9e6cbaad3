import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DriveAction } from '@nahtlos/contract/configuration/environment-action'
import { wayOf } from './ways.ts'

const drive = (protocol: string, address: string, credentials: unknown = 'kerberos') =>
  DriveAction.parse({ action: 'drive', id: 'd', concern: 'comfort', protocol, address, folder: 'Amt', credentials })
const facts = { credentials: null, uid: 100_007, tickets: 'FILE:/inside', cache: 'FILE:/outside' }
const none = new Set<string>()

test('a Windows share goes by the kernel where it can, and by FUSE where it cannot', () => {
  const action = drive('smb', '//files.example/amt')
  const byKernel = wayOf({ ...facts, action }, new Set(['cifs']))
  const byFuse = wayOf({ ...facts, action }, none)
  assert.ok('command' in byKernel && 'command' in byFuse)
  assert.deepEqual(byKernel.command.slice(0, 5), ['env', 'KRB5CCNAME=FILE:/outside', 'mount', '-t', 'cifs'])
  assert.ok(
    byKernel.command.includes('nosuid,nodev,noexec,uid=100007,gid=100007,forceuid,forcegid,sec=krb5,cruid=100007'),
  )
  assert.equal(byKernel.needsTickets, true)
  assert.ok(byFuse.command.includes('smbnetfs') && byFuse.command.includes('KRB5CCNAME=FILE:/inside'))
})

test('a name and a password stand in a file that root alone reads, and in no command', () => {
  const credentials = { username: 'anna', password: 'geheim', domain: 'AMT' }
  const action = drive('smb', '//files.example/amt', { store: 'files' })
  const way = wayOf({ ...facts, action, credentials }, new Set(['cifs']))
  assert.ok('command' in way)
  assert.equal(way.needsTickets, false)
  assert.doesNotMatch(way.command.join(' '), /geheim/)
  assert.deepEqual(way.files, [
    { name: 'credentials', text: 'username=anna\npassword=geheim\ndomain=AMT\n', hers: false },
  ])
})

test('NFS says what a host lacks for it', () => {
  const action = drive('nfs', 'files.example:/amt', 'guest')
  assert.deepEqual(wayOf({ ...facts, action }, none), {
    impossible: 'this host cannot mount NFS: its kernel does not have it, or nfs-common is missing',
  })
  const way = wayOf({ ...facts, action }, new Set(['nfs4']))
  assert.ok('command' in way)
  assert.deepEqual(way.command.at(-2), 'files.example:/amt')
})
