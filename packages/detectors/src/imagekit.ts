import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("private_[A-Za-z0-9+/]{27}=", seed);
export const imagekitPrivateKey: Detector = {
  id: "imagekit-private-key",
  title: "ImageKit private key",
  provider: "imagekit",
  category: "media",
  severity: "high",
  opens: "Uploads, reads and deletes all files of the media library and signs uploads of others.",
  keywords: ["imagekit", "image_kit"],
  pattern: named("image_?kit", "(?:(?:api|private|secret)[_.-]?){0,2}key", "private_[A-Za-z0-9+/]{27}="),
  entropy: 3.5,
  confidence: 0.95,
  examples: [
    ...shown("IMAGEKIT_PRIVATE_KEY", make),
    `const imagekit = new ImageKit({\n  publicKey: "public_x",\n  privateKey: "${make(13)}",\n});`,
    `IMAGE_KIT_PRIVATE_KEY=${make(14)}`,
  ],
  counterExamples: [...nearMisses("IMAGEKIT_PRIVATE_KEY", make), `IMAGEKIT_PUBLIC_KEY=${fake("public_[A-Za-z0-9+/]{27}=", 20)}`],
  references: ["https://imagekit.io/docs/api-keys"],
  revoke: "https://imagekit.io/dashboard/developer/api-keys > Delete",
};
