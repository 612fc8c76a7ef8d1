import type { Notifier } from '../../ports.ts';
import type { Channel } from './channel.ts';
import { type PostingPorts, postQuietly } from './postQuietly.ts';

/** Posts notices to a channel. What fails is repeated within ten seconds, then logged; it never throws. */
export function channelNotifier({ name, url, body }: Channel, ports: PostingPorts): Notifier {
  return {
    notify: (notice) =>
      postQuietly(
        {
          to: name,
          url,
          contentType: 'application/json',
          body: JSON.stringify(body(notice)),
          subject: notice.subject,
        },
        ports,
      ),
  };
}
