import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ActionFailure } from '../environment/action-module.ts'
import type { SessionDoor } from '../environment/session-door.ts'
import { killed } from '../system/system.ts'
import { hide, show, windowsToHide } from './windows.ts'
import { type WithheldState, Withholding, type WithholdingParts } from './withholding.ts'

/** A display with one window of process 7, where the test says how one of the programs that ask it ends. */
function display(program: string, code: number, asked: string[] = []): SessionDoor {
  const said: Readonly<Record<string, string>> = {
    wmctrl: '0x00a00003  0 7 host Letter\n',
    'xdotool search': '10485763\n',
    'xwininfo -root': '     0x00a00009 (has no name): ()  10x10+0+0\n',
    'xwininfo -id': 'Override Redirect State: yes\nMap State: IsViewable\n',
    'xdotool getwindowgeometry': 'X=1\nY=2\n',
  }
  const door: Partial<SessionDoor> = {
    run: async (argv) => {
      const words = argv.slice(0, 2).join(' ')
      asked.push(argv.join(' '))
      if (argv.join(' ').startsWith(program)) return { code, stdout: '', stderr: '' }
      return { code: 0, stdout: said[words] ?? said[argv[0] ?? ''] ?? '', stderr: '' }
    },
  }
  return door as SessionDoor
}

test('a program’s windows and its open menus are found, with their places', async () => {
  assert.deepEqual(await windowsToHide(display('nothing', 0), [7]), [
    { window: '0x00a00003', x: 1, y: 2 },
    { window: '0x00a00009', x: 1, y: 2 },
  ])
})

for (const program of ['wmctrl', 'xdotool search', 'xwininfo -root', 'xwininfo -id', 'xdotool getwindowgeometry'])
  test(`where ${program} is not answered in time, nothing is taken for all that is to be hidden`, async () => {
    await assert.rejects(windowsToHide(display(program, killed), [7]), ActionFailure)
  })

for (const program of ['wmctrl', 'xwininfo -root'])
  test(`where ${program} cannot list the windows, there is no list`, async () => {
    await assert.rejects(windowsToHide(display(program, 1), [7]), ActionFailure)
  })

test('a window that does not go away in time is not called hidden', async () => {
  await assert.rejects(hide(display('xdotool windowunmap', killed), [{ window: '0x1', x: 0, y: 0 }]), ActionFailure)
})

test('a window that the display was not told to show is not called shown', async () => {
  await assert.rejects(show(display('xdotool windowmap 0x1', killed), [{ window: '0x1', x: 0, y: 0 }]), ActionFailure)
})

test('a window that does not come in sight, though the display was told, holds nobody up', async () => {
  const asked: string[] = []
  await show(display('xdotool windowmap --sync', killed, asked), [{ window: '0x1', x: 1, y: 2 }])
  assert.equal(asked[0], 'xdotool windowmap 0x1')
})

test('a window that is gone by itself need not be hidden', async () => {
  await hide(display('xdotool windowunmap', 1), [{ window: '0x1', x: 0, y: 0 }])
})

test('what stood still while the display did not answer is in sight until a later look has hidden it', async () => {
  const inSight: WithheldState = { app: 'editor', running: 'freeze', windows: [], frozen: [], inSight: [7] }
  const written: (readonly WithheldState[])[] = []
  const asked: string[] = []
  const at = (door: SessionDoor) => {
    const apps: Partial<WithholdingParts['apps']> = { processes: async () => [], app: () => null }
    const parts: Partial<WithholdingParts> = { door, apps: apps as WithholdingParts['apps'] }
    const write: WithholdingParts['write'] = async (state) => void written.push(state)
    return new Withholding({ ...parts, write } as WithholdingParts, written.at(-1) ?? [inSight])
  }
  await assert.rejects(at(display('wmctrl', killed)).look(), ActionFailure)
  await assert.rejects(at(display('xdotool windowunmap', killed)).look(), ActionFailure)
  assert.deepEqual(written.at(-1)?.[0]?.inSight, [7])
  await at(display('nothing', 0, asked)).look()
  assert.ok(asked.includes('xdotool windowunmap --sync 0x00a00003'), asked.join('\n'))
  const [hidden] = written.at(-1) ?? []
  assert.deepEqual([hidden?.inSight, hidden?.windows.map(({ window }) => window)], [[], ['0x00a00003', '0x00a00009']])
})
