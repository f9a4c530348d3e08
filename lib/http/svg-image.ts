import { z } from "zod";

/** An SVG image as a response, without scripts and external resources. */
export class SvgImage {
  readonly svg: string;

  constructor(svg: string) {
    this.svg = svg;
  }
}

/** The response of a route that returns an image. */
export const svgImage: z.ZodType<SvgImage, SvgImage> = z.instanceof(SvgImage);
