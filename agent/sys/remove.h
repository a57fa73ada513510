/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Removing a tree of files. */
#pragma once

/*
 * Remove what is in a directory, down to a depth of 64, and close the directory. No symbolic link
 * is followed, and no mount point is entered. What cannot be removed stays.
 */
void remove_below(int fd);
