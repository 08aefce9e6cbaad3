import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

interface ConfirmProps {
  readonly open: boolean
  readonly title: string
  readonly children: ReactNode
  readonly confirm: string
  readonly pending?: boolean
  onConfirm(): void
  onClose(): void
}

/** A question before something that can't be undone. The focus goes in, stays in, and comes back. */
export function Confirm({ open, title, children, confirm, pending = false, onConfirm, onClose }: ConfirmProps) {
  const t = useTexts(shellTexts)
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      className="overlay"
      isDismissable
    >
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title" className="kern-heading-medium">
            {title}
          </Heading>
          <div className="flow">{children}</div>
          <div className="row">
            <Button look="primary" onPress={onConfirm} isPending={pending}>
              {confirm}
            </Button>
            <Button onPress={onClose}>{t.cancel}</Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
