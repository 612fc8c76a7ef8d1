import type { Heartbeat } from '../../ports.ts';
import { httpUrl } from '../http.ts';
import type { Keys } from '../keys.ts';
import { type PostingPorts, postQuietly } from './postQuietly.ts';
import { withoutKeys } from './withoutKeys.ts';

/**
 * Tells a service outside AWS that the watch is alive: a POST to the address in `PING_URL` while all is well, to the
 * same with `/fail` behind its path when a slot is in danger, with the reason as its text. When the pings stop, that
 * service tells. Without an address nothing is sent.
 *
 * @see https://healthchecks.io/docs/http_api/ and Better Stack's heartbeats, which take the same
 */
export function openHeartbeat(keys: Keys, ports: PostingPorts): Heartbeat {
  const { PING_URL: address } = keys;
  if (address === undefined) return { beat: async () => undefined };
  const url = httpUrl(address);
  if (!url) ports.log.warn('PING_URL is no http(s) address; nothing is pinged');
  const clean = withoutKeys(keys);
  return {
    async beat({ well, reason }) {
      if (!url) return;
      const body = clean(reason);
      const contentType = 'text/plain; charset=utf-8';
      await postQuietly(
        { to: 'PING_URL', url: well ? url : failing(url), contentType, body, subject: body },
        ports,
      );
    },
  };
}

function failing(url: URL): URL {
  const other = new URL(url);
  other.pathname = `${url.pathname.replace(/\/$/, '')}/fail`;
  return other;
}
