import type { AssistantMessageItem } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { Turn } from '../conversation/turns.ts';
import { iconButton } from '../element/icon-button.ts';
import { icon } from '../icons/icon.ts';
import { copyTextOf } from './rich-items.ts';
import type { ThreadView } from './thread-view.ts';

/** What can be done with an answer. */
export function turnActions(turn: Turn, last: boolean, view: ThreadView): TemplateResult | typeof nothing {
  const answers = turn.answers.filter((item): item is AssistantMessageItem => item.type === 'assistant_message');
  const text = turn.answers.flatMap(copyTextOf).join('\n\n');
  const { strings, options, state } = view;
  const { question } = turn;
  // To answer an earlier question anew would take away all that was said since.
  const retry = options.threadItemActions.retry && last && question;
  // Of an answer that failed, or that is not in words, there is nothing to do here.
  if (text === '' && (!retry || state.failure || !turn.plain)) return nothing;
  const ids = answers.map(({ id }) => id);
  const given = state.feedback.get(ids[0] ?? '');
  const copied = view.copied === turn.key;
  return html`<div class="actions">
    ${
      text
        ? iconButton({
            icon: icon(copied ? 'check' : 'copy'),
            label: copied ? strings.copied : strings.copy,
            onClick: () => view.onCopy(turn.key, text),
          })
        : nothing
    }
    ${
      text && options.threadItemActions.feedback
        ? [
            iconButton({
              icon: icon('thumbs-up'),
              label: strings.good,
              pressed: given === 'positive',
              onClick: () => view.onFeedback(ids, 'positive'),
            }),
            iconButton({
              icon: icon('thumbs-down'),
              label: strings.bad,
              pressed: given === 'negative',
              onClick: () => view.onFeedback(ids, 'negative'),
            }),
          ]
        : nothing
    }
    ${
      retry
        ? iconButton({ icon: icon('rotate-ccw'), label: strings.retry, onClick: () => view.onRetryAfter(question.id) })
        : nothing
    }
  </div>`;
}
