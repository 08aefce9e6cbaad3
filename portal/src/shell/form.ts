import { type RefObject, useEffect, useState } from 'react'

export type Errors<Name extends string> = Partial<Record<Name, string>>

/** Moves the focus to the first field that is wrong, each time the form was sent with errors. */
export function useErrors<Name extends string>(form: RefObject<HTMLFormElement | null>) {
  const [errors, setErrors] = useState<Errors<Name>>({})
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempt, form])
  return {
    errors,
    /** Shows these errors; answers whether there are none. */
    check(found: Errors<Name>): boolean {
      const present = Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined)) as Errors<Name>
      setErrors(present)
      const good = Object.keys(present).length === 0
      if (!good) setAttempt((count) => count + 1)
      return good
    },
  }
}
