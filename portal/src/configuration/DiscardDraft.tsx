import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { discardDraft } from '../api/configuration.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { configurationTexts } from './texts.ts'

/** The way out of a draft that nobody wants any more, whatever state it is in. */
export function DiscardDraft({ id }: { id: number }) {
  const t = useTexts(configurationTexts)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const discard = useMutation({
    mutationFn: discardDraft,
    onSuccess: async () => {
      // What was not saved goes with the rest: that was asked already.
      await navigate({ to: '/administration/configuration', ignoreBlocker: true })
      void queries.invalidateQueries()
    },
  })
  function close() {
    setOpen(false)
    discard.reset()
  }
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t.discard}</Button>
      <Confirm
        open={isOpen}
        title={t.discardTitle}
        confirm={t.discard}
        pending={discard.isPending}
        onConfirm={() => discard.mutate(id)}
        onClose={close}
      >
        <p className="kern-body">{t.discardText}</p>
        {discard.error && <TroubleAlert key={discard.submittedAt} error={discard.error} />}
      </Confirm>
    </>
  )
}
