// The part of svg-to-pdfkit (0.1.8, which brings no types) that is used here.
declare module 'svg-to-pdfkit' {
  interface Options {
    width?: number;
    height?: number;
    assumePt?: boolean;
    fontCallback?: (family: string, isBold: boolean, isItalic: boolean) => string;
    warningCallback?: (warning: string) => void;
  }
  export default function draw(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options?: Options,
  ): void;
}
