import type { Level } from '@bandecheng/shared/vocabulary';
import { levelsZh } from './wire-words.ts';

const button = (level: Level): string => `“${levelsZh[level]}”键`;

/** What the press wizard says to whoever presses the buttons. */
export const wizardZh = {
  begin: (buttons: number, port: string) =>
    `将在 ${port} 上学习 ${buttons} 个按键。请按提示逐个按下再松开，每个键按两遍。`,
  press: (level: Level, round: number, place: number, buttons: number) =>
    `第 ${round} 遍 ${place}/${buttons}：请按${button(level)}`,
  heard: (bytes: string) => `  收到 ${bytes}`,
  heardHidden: '  收到数据，内容不显示',
  nothingCame: (level: Level, seconds: number) =>
    `等了 ${seconds} 秒没有收到${button(level)}的数据。请检查：设备是否通电、接线 TX/RX 是否接反、波特率是否正确（可先用 probe 试探）、评价器是否要先点亮才发送（已知协议的可写明 profile 和 address，每次按键前先点亮）。`,
  neverQuiet:
    '没有人按键，线路上也一直有数据。多半是波特率不对，或线路有干扰，或设备自己不停发送。请先用 monitor 看一看。',
  stopped: '已停止，什么也没有保存。',
  again: { question: '要不要再学一遍？', yes: '再学一遍' },
  stop: '不学了',
  personal: '线路上有像身份证阅读器或证件号码的数据，已停止，什么也没有保存。',
  buttonsAlike: (one: Level, other: Level) =>
    `${button(one)}和${button(other)}发来的数据完全一样，分不清是哪一个键。请确认按的是不同的键；若确实如此，这台设备分不出这两个键，不能生成档案。`,
  sameButtonDiffers: (level: Level, place: number) =>
    `${button(level)}两遍发来的数据不一样（从第 ${place} 个数据字节起）。可能按错了键，请重来一次；若每次都变，帧里带有流水号或时间，需要按厂家文档手写档案。`,
  severalAddresses: '收到了不止一个地址的帧。线路上接了几台设备，请只留一台再学习。',
  severalLengths: (lengths: string) =>
    `各键发来的帧长短不一（${lengths} 字节），又不属于已知的协议。需要按厂家文档手写档案。`,
  nothingFixed:
    '各键的帧里没有固定不变的字节，无法与线路干扰区分，不能生成档案。若设备可设置，请改为带帧头或校验的协议。',
  reportsVary: (level: Level) =>
    `找不到只属于${button(level)}的位或字节。请重来一次；若仍如此，需要按厂家文档手写档案。`,
  likeNote: (family: string) =>
    `Learned by the press wizard; framing, acknowledgement and prompts as ${family}.`,
  unknownNote: (checksum: string | null) =>
    checksum === null
      ? 'Learned by the press wizard. No checksum was found: a noisy line may look like a press.'
      : `Learned by the press wizard; checksum ${checksum} found by trying. The maker's document goes before it.`,
  reportNote: 'Learned by the press wizard from the reports of the box.',
  title: (device: string) => `现场学习的评价器 ${device}`,
  fileThere: (file: string) => `已有文件 ${file}，没有覆盖。请换一个名称（id）再学。`,
  written: (file: string) => `已写好型号档案：${file}`,
  known: (model: string) => `这台设备的按键与型号 ${model} 完全相同，不需要新档案。`,
  like: (family: string) => `帧格式与 ${family} 相同，应答和点亮方式照它。`,
  unlike: '帧格式不属于已知的协议：能收按键，但不知道怎样应答和点亮。',
  folderLine: (folder: string) => `agent.json 须写明档案文件夹："profilesFolder": ${JSON.stringify(folder)}`,
  entry: '在 agent.json 的 devices 里加上（或改成）这一项，counter 换成所在窗口：',
  levelsWrong: (known: string) => `--levels 须为 2、3、4、5，或用逗号分开的满意度：${known}`,
};
