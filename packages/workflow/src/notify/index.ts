export {
  Channel,
  type Delivery,
  NewChannel,
  createChannel,
  deleteChannel,
  listChannels,
  listDeliveries,
  retryDead,
  setChannelEnabled,
} from "./channels.ts";
export { type DeliverOptions, type Delivered, deliverDue, forgetDeliveries } from "./deliver.ts";
export { type Answer, type Post, type Reach, type Sending, pinnedAddress, pinnedPost } from "./http.ts";
export { CHANNEL_KINDS } from "./kinds/index.ts";
export { newWebhookKey } from "./kinds/webhook.ts";
export { testChannel } from "./test-channel.ts";
