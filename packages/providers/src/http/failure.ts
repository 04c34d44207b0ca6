/** No answer was had: the provider's verdict becomes `unknown` with this reason. The message never holds a secret. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
}
