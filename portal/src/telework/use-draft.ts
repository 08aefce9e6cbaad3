import type { WorkType } from '@nahtlos/contract/programme/work-type'
import { useCallback, useEffect, useRef, useState } from 'react'
import { saveDraft } from '../api/telework.ts'
import type { Answers } from './application-draft.ts'

/** Milliseconds without another answer after which the draft is kept. */
const pause = 800

export interface DraftState {
  /** When it was kept last; null before the first time. */
  readonly savedAt: string | null
  /** The last attempt failed; the next answer tries again. */
  readonly failed: boolean
  keep(answers: Answers): void
  /** No answer is kept any more: the request is filed. */
  stop(): void
}

/**
 * Keeps a draft by itself, a moment after each answer, and one attempt after the other. Whoever leaves the page within
 * that moment loses nothing: the last answers go at once, and outlive the page.
 */
export function useDraft(type: WorkType, about: string | null, before: string | null): DraftState {
  const [savedAt, setSavedAt] = useState(before)
  const [failed, setFailed] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const queue = useRef(Promise.resolve())
  const stopped = useRef(false)
  const last = useRef<Answers | null>(null)
  const send = useCallback(
    (keepalive: boolean) => {
      clearTimeout(timer.current)
      const answers = last.current
      last.current = null
      if (answers === null) return
      queue.current = queue.current.then(async () => {
        if (stopped.current) return
        try {
          const saved = await saveDraft({ type, about, answers: JSON.parse(JSON.stringify(answers)) }, keepalive)
          setSavedAt(saved.savedAt)
          setFailed(false)
        } catch {
          // The form itself still has every answer; the person is told and goes on.
          setFailed(true)
        }
      })
    },
    [type, about],
  )
  useEffect(() => {
    const leave = () => send(true)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      send(true)
    }
  }, [send])
  const keep = useCallback(
    (answers: Answers) => {
      last.current = answers
      clearTimeout(timer.current)
      timer.current = setTimeout(() => send(false), pause)
    },
    [send],
  )
  const stop = useCallback(() => {
    stopped.current = true
    last.current = null
    clearTimeout(timer.current)
  }, [])
  return { savedAt, failed, keep, stop }
}
