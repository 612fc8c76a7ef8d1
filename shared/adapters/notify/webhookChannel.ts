import type { Channel } from './channel.ts';

/** Any other service: the notice as it is. What is silent is for the receiver to decide. */
export function webhookChannel(url: URL): Channel {
  return {
    name: 'webhook',
    url,
    body: (notice) => ({ source: 'numerai-crypto-autopilot', ...notice }),
  };
}
