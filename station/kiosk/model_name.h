/*
 * model_name - room for a person's name: twenty characters of up to four bytes each.
 */
#ifndef KIOSK_MODEL_NAME_H
#define KIOSK_MODEL_NAME_H

#define MODEL_NAME 96  /* 李小树 */
#define MODEL_WHO  112 /* 21号 李小树 */
#define MODEL_LINE 160 /* 七年级3班 21号 李小树 */

#endif
